import { fill } from "../stage/format.js";
import { Film, MOST_FRAMES, breath } from "./film.js";
import { sizeText } from "./sizes.js";
import { Gif } from "./gif.js";
import { recordedFilm, videoKind, videoOf } from "./video.js";

/** Frames that a palette is chosen from. */
const SAMPLES = 3;
/** About how large a frame becomes, in bytes: to say so beforehand. */
const OF_GIF = { 640: 15_000, 960: 26_000, 1280: 38_000 };
const OF_VIDEO = { 640: 2600, 960: 5800, 1280: 9000 };
/** Steps that a film has where nobody has chosen. */
const USUAL = 36;

/** The part of the menu that makes films. */
export class FilmForm {
  /** @param {import("./menu.js").Menu} menu */
  constructor(menu) {
    this.menu = menu;
    this.run = null;
  }

  /** @param {import("../stage/taken.js").Taken} taken */
  begin({ steps, of }) {
    if (this.of === of && this.steps === steps) return;
    this.of = of;
    this.steps = steps;
    for (const name of ["from", "to"]) this.find(`[name=${name}]`).max = steps;
    this.find("[name=from]").value = "1";
    this.find("[name=to]").value = String(Math.min(steps, USUAL));
  }

  find(selector) {
    return this.menu.find(selector);
  }

  /** @returns {import("./film.js").Cut} */
  get cut() {
    const number = (name) =>
      Math.min(Math.max(1, Math.round(Number(this.find(`[name=${name}]`).value)) || 1), this.steps);
    const [width, height] = this.find("[name=film]").value.split("×").map(Number);
    const [from, to] = [number("from"), number("to")];
    const pace = Number(this.find("[name=pace]").value);
    return {
      from: Math.min(from, to),
      to: Math.max(from, to),
      phases: Number(this.find("[name=phases]").value),
      pace,
      width,
      height,
    };
  }

  get busy() {
    return this.run !== null;
  }

  /** How many frames, how large; what cannot be made is not offered. */
  tell() {
    const { words } = this.menu;
    const { from, to, phases, width } = this.cut;
    const count = (to - from + 1) * phases;
    const tooMany = count > MOST_FRAMES;
    const kind = videoKind();
    const [gif, video] = [this.find("[data-do=gif]"), this.find("[data-do=video]")];
    gif.disabled = tooMany || this.busy;
    video.disabled = tooMany || this.busy || !kind;
    video.querySelector("b").textContent = `film.${kind || "webm"}`;
    const told = (bytes) => `${fill(words.frames, { count })} · ≈ ${sizeText(count * bytes)}`;
    gif.querySelector("small").textContent = told(OF_GIF[width]);
    video.querySelector("small").textContent = kind ? told(OF_VIDEO[width]) : words.no_video;
    if (tooMany) this.menu.tell(fill(words.too_many_frames, { count, most: MOST_FRAMES }));
  }

  cancel() {
    if (this.run) this.run.cancelled = true;
  }

  /** @param {number} share */
  progress(share) {
    this.find("progress").value = share;
  }

  /** One film at a time, which can be cancelled. @param {(run: {cancelled: boolean}) => Promise<Blob | null>} make */
  async make(ending, make) {
    if (this.busy) return;
    const { menu } = this;
    const run = (this.run = { cancelled: false });
    this.find(".film-way").hidden = false;
    this.progress(0);
    this.tell();
    try {
      const made = await make(run);
      if (run.cancelled) menu.tell(menu.words.cancelled);
      // what was recorded may be of another kind than what the browser can encode
      else if (made) menu.saved(menu.named("film", made.type.split(/[/;]/)[1] || ending), made);
    } finally {
      this.run = null;
      this.find(".film-way").hidden = true;
      this.tell();
    }
  }

  /** @param {boolean} isRead whether its pixels will be asked for */
  film(isRead) {
    return new Film(this.menu.taken, this.cut, this.menu.wish, isRead);
  }

  gif() {
    return this.make("gif", async (run) => {
      const film = this.film(true);
      const { frames } = film;
      const { width, height } = film.canvas;
      const samples = [];
      for (let at = 0; at < SAMPLES && !run.cancelled; at++, await breath())
        samples.push(film.pixels(Math.round((at / (SAMPLES - 1)) * (frames.length - 1))));
      const { link, made } = this.menu.label;
      const gif = new Gif(
        { width, height, loop: this.find("[name=loop]").checked, about: `${link} · ${made}` },
        samples,
      );
      for (let at = 0; at < frames.length && !run.cancelled; at++) {
        gif.add(film.pixels(at), frames[at].ms);
        this.progress((at + 1) / frames.length);
        await breath();
      }
      return run.cancelled ? null : gif.end();
    });
  }

  video() {
    return this.make(videoKind(), async (run) => {
      const film = this.film(false);
      const way = { run, progress: (share) => this.progress(share), label: this.menu.label };
      return (await videoOf(film, way)) ?? (run.cancelled ? null : recordedFilm(film, way));
    });
  }
}
