"""Classes in Redis or Valkey, for several machines. One server; not a cluster of shards."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

from redis import RedisError
from redis.asyncio import BlockingConnectionPool, Redis

from store import redis_scripts as lua
from store.classes import (
    ANSWERS,
    KNOWN,
    PATIENCE,
    Answer,
    Bounds,
    ClassStore,
    Full,
    Gone,
    Head,
    Seen,
    Unavailable,
)

PREFIX = "convlab:class:"
ROOMS, TOUCHED, CHANGED = f"{PREFIX}rooms", f"{PREFIX}touched", f"{PREFIX}changed"
PARTS = ("room", "answers", "counts", "papers", "present", "people")
SLOWEST = 2.0
"""Seconds between two tries to listen again, at most."""
_HEALTH = 5
_LINES = 32
_TRIES = 50
"""Of a change that another process is always faster with."""


class RedisClasses(ClassStore):
    """A `ClassStore` in Redis.

    Parameters
    ----------
    url : str
        Such as ``redis://:password@host:6379/0``.
    """

    def __init__(
        self, url: str, bounds: Bounds | None = None, now: Callable[[], float] = time.time
    ) -> None:
        # a crowd waits for a line instead of being sent away
        lines = BlockingConnectionPool.from_url(
            url, max_connections=_LINES, timeout=_HEALTH, decode_responses=True,
            health_check_interval=_HEALTH, socket_timeout=_HEALTH, socket_connect_timeout=_HEALTH,
        )  # fmt: skip
        # Any: its types leave open whether texts come back as such
        self._redis: Any = Redis.from_pool(lines)
        self._changing = asyncio.Lock()
        self._bounds = bounds or Bounds()
        self._now = now
        self._watched: set[str] = set()
        self._changed: Callable[[str], None] = lambda code: None
        self._listening: asyncio.Task[None] | None = None

    async def start(self, changed: Callable[[str], None]) -> None:
        self._changed = changed

    async def stop(self) -> None:
        self.watch([])
        with suppress(RedisError, OSError):
            await self._redis.aclose()

    def watch(self, codes: Collection[str]) -> None:
        self._watched = set(codes)
        if self._watched and self._listening is None:
            self._listening = asyncio.create_task(self._listen())
        elif not self._watched and self._listening:
            self._listening.cancel()
            self._listening = None

    async def _listen(self) -> None:
        """Hear of changes. Redis forgets who listened when it restarts, and so may the network."""
        wait, me = 0.1, asyncio.current_task()
        while self._listening is me:
            with suppress(RedisError, OSError):
                async with self._redis.pubsub() as line:
                    await line.subscribe(CHANGED)
                    self._all_changed()  # whatever was said while nobody listened
                    wait = 0.1
                    while self._listening is me:
                        # it asks whether the other end is still there, while nothing is said
                        said = await line.get_message(
                            ignore_subscribe_messages=True, timeout=_HEALTH - 1
                        )
                        if said and said["type"] == "message" and said["data"] in self._watched:
                            self._changed(said["data"])
            await asyncio.sleep(wait)
            wait = min(2 * wait, SLOWEST)

    def _all_changed(self) -> None:
        for code in self._watched:
            self._changed(code)

    async def make(self, code: str, head: Head) -> bool:
        async with _answering():
            now = self._now()
            for old in await self._redis.zrangebyscore(ROOMS, "-inf", now):
                await self._delete(old)
            if await self._redis.zcard(ROOMS) >= self._bounds.rooms and not await self._evict(now):
                raise Full(self._bounds.rooms)
            until = now + self._bounds.lifetime
            keys = [_key(code, "room"), ROOMS, TOUCHED]
            spelled = [head.text, head.poll, int(head.is_open), until, now]
            return bool(await self._run(lua.MAKE, keys, [code, *spelled]))

    async def _evict(self, now: float) -> bool:
        """Let the room go that has been left alone longest."""
        for code in await self._redis.zrangebyscore(TOUCHED, "-inf", now - self._bounds.alone):
            await self._forget_the_dead(code)
            if not await self._redis.hlen(_key(code, "present")):
                await self._delete(code)
                return True
        return False

    async def read(self, code: str) -> Seen | None:
        async with _answering():
            found = await self._found(code)
            return found[0] if found else None

    async def _found(self, code: str) -> tuple[Seen, str] | None:
        """A room and its revision."""
        fields = ("text", "poll", "open", "until", "revision")
        line = self._redis.pipeline(transaction=True)
        line.hmget(_key(code, "room"), fields)
        line.hlen(_key(code, "present"))
        line.hgetall(_key(code, "counts"))
        (text, poll, is_open, until, revision), present, counts = await line.execute()
        if text is None or float(until) <= self._now():
            return None
        head = Head(text, poll, is_open == "1")
        return Seen(head, float(until), present, int(counts.get(poll, 0))), revision

    async def change(self, code: str, become: Callable[[Head], Head]) -> Seen:
        keys = [_key(code, "room"), TOUCHED, CHANGED]
        async with self._changing, _answering():
            for turn in range(_TRIES):
                found = await self._found(code)
                if found is None:
                    raise Gone
                head = become(found[0].head)
                spelled = [head.text, head.poll, int(head.is_open)]
                done = await self._run(lua.CHANGE, keys, [code, found[1], *spelled, self._now()])
                if done < 0:
                    raise Gone
                if done:
                    break
                await asyncio.sleep(random.uniform(0, 0.001 * turn))
            else:
                raise Unavailable
        seen = await self.read(code)
        if seen is None:
            raise Gone
        return seen

    async def end(self, code: str) -> None:
        async with _answering():
            await self._delete(code)
        with suppress(
            RedisError, OSError
        ):  # its log has what was deleted, until it is written anew
            if (await self._redis.info("persistence")).get("aof_enabled"):
                await self._redis.bgrewriteaof()

    async def _delete(self, code: str) -> None:
        line = self._redis.pipeline(transaction=True)
        line.delete(*(_key(code, part) for part in PARTS))
        line.zrem(ROOMS, code)
        line.zrem(TOUCHED, code)
        line.publish(CHANGED, code)
        await line.execute()

    async def answer(self, code: str, given: Answer) -> str | None:
        async with _answering():
            keys = [*(_key(code, part) for part in ("room", "answers", "counts")), CHANGED]
            most = ANSWERS * self._bounds.people
            spelled = [code, given.poll, given.who, given.text, self._now(), most]
            done, *text = await self._run(lua.ANSWER, keys, spelled)
            if done == -2:
                raise Full(most)
            if done < 0:
                raise Gone
            return str(text[0]) if text else None

    async def answers(self, code: str, polls: Collection[str]) -> list[Answer]:
        async with _answering():
            all_answers = await self._redis.hgetall(_key(code, "answers"))
        found = [(*field.split(" "), text) for field, text in all_answers.items()]
        return [Answer(*one) for one in sorted(found) if one[0] in polls]

    async def answers_of(self, code: str, who: str, polls: Collection[str]) -> dict[str, str]:
        if not polls:
            return {}
        async with _answering():
            fields = [f"{poll} {who}" for poll in polls]
            texts = await self._redis.hmget(_key(code, "answers"), fields)
        return {poll: text for poll, text in zip(polls, texts, strict=True) if text is not None}

    async def keep(self, code: str, name: str, text: str) -> None:
        async with _answering():
            keys = [_key(code, "room"), _key(code, "papers")]
            if await self._run(lua.KEEP, keys, [name, text, self._now()]) < 0:
                raise Gone

    async def kept(self, code: str, name: str) -> str | None:
        async with _answering():
            text: str | None = await self._redis.hget(_key(code, "papers"), name)
            return text

    async def come(self, code: str, who: str, process: str) -> None:
        async with _answering():
            most = self._bounds.people
            await self._redis.set(_alive(process), 1, px=int(PATIENCE * 1000))
            keys = [*(_key(code, part) for part in ("room", "present", "people")), CHANGED]
            given = [code, who, process, most, KNOWN * most, self._now()]
            done = await self._run(lua.COME, keys, given)
            if not done:
                await self._forget_the_dead(code)
                done = await self._run(lua.COME, keys, given)
            if done < 0:
                raise Gone
            if not done:
                raise Full(most)

    async def go(self, code: str, who: str, process: str) -> None:
        async with _answering():
            keys = [_key(code, "present"), TOUCHED, CHANGED]
            await self._run(lua.GO, keys, [code, who, process, self._now()])

    async def knows(self, code: str, who: str) -> bool:
        async with _answering():
            return bool(await self._redis.sismember(_key(code, "people"), who))

    async def beat(self, process: str, here: Mapping[str, Collection[str]]) -> None:
        async with _answering():
            if here:
                was_alive = await self._redis.exists(_alive(process))
                await self._redis.set(_alive(process), 1, px=int(PATIENCE * 1000))
                for code, people in here.items():
                    if not was_alive:  # it was held up, and its people were taken for gone
                        await self._here_again(code, people, process)
                    await self._forget_the_dead(code)
            for code in await self._redis.zrangebyscore(ROOMS, "-inf", self._now()):
                await self._delete(code)
        self._all_changed()

    async def _here_again(self, code: str, people: Collection[str], process: str) -> None:
        if people and await self._redis.exists(_key(code, "room")):
            line = self._redis.pipeline(transaction=False)
            for who in people:
                line.hsetnx(_key(code, "present"), who, process)
            await line.execute()

    async def _forget_the_dead(self, code: str) -> None:
        """People of processes that live no more."""
        present = await self._redis.hgetall(_key(code, "present"))
        processes = sorted(set(present.values()))
        if not processes:
            return
        alive = await self._redis.mget([_alive(one) for one in processes])
        dead = {one for one, lives in zip(processes, alive, strict=True) if lives is None}
        for who, process in present.items():
            if process in dead:
                await self.go(code, who, process)

    async def _run(self, script: str, keys: list[str], given: list[Any]) -> Any:
        return await self._redis.eval(script, len(keys), *keys, *given)


@asynccontextmanager
async def _answering() -> AsyncIterator[None]:
    """What goes wrong between here and Redis, by one name."""
    try:
        yield
    except (RedisError, OSError, TimeoutError) as error:
        raise Unavailable from error


def _key(code: str, part: str) -> str:
    return f"{PREFIX}{code}:{part}"


def _alive(process: str) -> str:
    return f"{PREFIX}process:{process}"
