"""What `store.redis_classes` does in Redis at one stroke, in its Lua.

Keys of a room end with the room's parts; all die with it (``until``).
"""

MAKE = """
if redis.call('exists', KEYS[1]) == 1 then return 0 end
redis.call('hset', KEYS[1], 'text', ARGV[2], 'poll', ARGV[3], 'open', ARGV[4],
           'until', ARGV[5], 'revision', 0)
redis.call('expireat', KEYS[1], math.ceil(ARGV[5]))
redis.call('zadd', KEYS[2], ARGV[5], ARGV[1])
redis.call('zadd', KEYS[3], ARGV[6], ARGV[1])
return 1
"""
"""KEYS room, rooms, touched; ARGV code, text, poll, open, until, now."""

CHANGE = """
if redis.call('exists', KEYS[1]) == 0 then return -1 end
if redis.call('hget', KEYS[1], 'revision') ~= ARGV[2] then return 0 end
redis.call('hset', KEYS[1], 'text', ARGV[3], 'poll', ARGV[4], 'open', ARGV[5])
redis.call('hincrby', KEYS[1], 'revision', 1)
redis.call('zadd', KEYS[2], ARGV[6], ARGV[1])
redis.call('publish', KEYS[3], ARGV[1])
return 1
"""
"""KEYS room, touched, channel; ARGV code, revision, text, poll, open, now.

0: somebody was faster.
"""

ANSWER = """
local room = redis.call('hmget', KEYS[1], 'poll', 'open', 'until')
if not room[3] or tonumber(room[3]) <= tonumber(ARGV[5]) then return {-1} end
local field = ARGV[2] .. ' ' .. ARGV[3]
local before = redis.call('hget', KEYS[2], field)
if before then return {1, before} end
if room[1] ~= ARGV[2] or room[2] ~= '1' then return {0} end
local count = redis.call('hget', KEYS[3], ARGV[2])
if count and tonumber(count) >= tonumber(ARGV[6]) then return {-2} end
redis.call('hset', KEYS[2], field, ARGV[4])
redis.call('hincrby', KEYS[3], ARGV[2], 1)
redis.call('expireat', KEYS[2], math.ceil(room[3]))
redis.call('expireat', KEYS[3], math.ceil(room[3]))
redis.call('publish', KEYS[4], ARGV[1])
return {1, ARGV[4]}
"""
"""KEYS room, answers, counts, channel; ARGV code, poll, who, text, now, most."""

KEEP = """
local dies = redis.call('hget', KEYS[1], 'until')
if not dies or tonumber(dies) <= tonumber(ARGV[3]) then return -1 end
redis.call('hset', KEYS[2], ARGV[1], ARGV[2])
redis.call('expireat', KEYS[2], math.ceil(dies))
return 1
"""
"""KEYS room, papers; ARGV name, text, now."""

COME = """
local dies = redis.call('hget', KEYS[1], 'until')
if not dies or tonumber(dies) <= tonumber(ARGV[6]) then return -1 end
local most = tonumber(ARGV[4])
if redis.call('hexists', KEYS[2], ARGV[2]) == 0 and redis.call('hlen', KEYS[2]) >= most then
  return 0
end
redis.call('hset', KEYS[2], ARGV[2], ARGV[3])
redis.call('sadd', KEYS[3], ARGV[2])
local many = redis.call('scard', KEYS[3]) - tonumber(ARGV[5])
if many > 0 then
  for _, who in ipairs(redis.call('srandmember', KEYS[3], many)) do
    if redis.call('hexists', KEYS[2], who) == 0 then redis.call('srem', KEYS[3], who) end
  end
end
redis.call('expireat', KEYS[2], math.ceil(dies))
redis.call('expireat', KEYS[3], math.ceil(dies))
redis.call('publish', KEYS[4], ARGV[1])
return 1
"""
"""KEYS room, present, people, channel; ARGV code, who, process, most, most known, now."""

GO = """
if redis.call('hget', KEYS[1], ARGV[2]) ~= ARGV[3] then return 0 end
redis.call('hdel', KEYS[1], ARGV[2])
redis.call('zadd', KEYS[2], 'xx', ARGV[4], ARGV[1])
redis.call('publish', KEYS[3], ARGV[1])
return 1
"""
"""KEYS present, touched, channel; ARGV code, who, process, now."""
