import { copyText } from "../component/files.js";
import { fill } from "../stage/format.js";
import { obey } from "../stage/commands.js";
import { download } from "./addresses.js";
import { isFinal } from "./model.js";
import { StudentBar } from "./student.js";
import { TeacherBar } from "./teacher.js";

/** The teacher's key for the button that comes next. */
const KEYS = [{ keys: ["q"], does: "main", once: true }];
/** Of these the teacher is told in passing. */
const BRIEF = 6000;

/**
 * What is seen of a class. One element for all pages of a visit: it goes where the component stands, and
 * into the picture's presenter view.
 */
export class View {
  /** @param {HTMLElement} section @param {HTMLStyleElement} style */
  constructor(section, style) {
    this.host = document.createElement("div");
    this.host.className = "conv-lab-class";
    this.shadow = this.host.attachShadow({ mode: "open" });
    this.shadow.append(style, section);
    this.section = section;
    section.hidden = false;
    this.told = this.find(".told");
    this.teacher = new TeacherBar(this);
    this.student = new StudentBar(this);
    this.opened = "";
    /** @type {Record<string, string>} */
    this.words = {};
    /** @type {HTMLElement | ShadowRoot | null} */
    this.home = null;
    /** @type {HTMLElement | null} */
    this.slot = null;
    // what lies over the picture begins below the bar, however many lines that takes
    new ResizeObserver(() => section.style.setProperty("--bar", `${section.offsetHeight}px`)).observe(section);
    document.addEventListener("conv-lab-presenting", (event) => {
      this.slot?.removeAttribute("data-aside");
      this.slot = /** @type {CustomEvent} */ (event).detail;
      this.settle();
    });
    document.addEventListener("keydown", (event) => {
      const main = this.button("main");
      obey(event, KEYS, {
        main: () => (main.hidden || main.disabled || !this.host.isConnected ? false : main.click()),
      });
    });
  }

  /** @param {string} name @returns {HTMLElement} */
  find(name) {
    return /** @type {HTMLElement} */ (this.section?.querySelector(name) ?? this.shadow.querySelector(name));
  }

  /** @param {string} name @returns {HTMLButtonElement} */
  button(name) {
    return /** @type {HTMLButtonElement} */ (this.find(`[data-do=${name}]`));
  }

  /** @param {string} name @param {boolean} on */
  panel(name, on) {
    this.find(`.${name}`).hidden = !on;
  }

  /** Beside the picture of presenter view, which then is narrower. @param {boolean} on */
  sideways(on) {
    const aside = on && this.host.parentNode === this.slot && this.slot !== null;
    this.section.toggleAttribute("data-aside", aside);
    if (!this.slot || this.slot.hasAttribute("data-aside") === aside) return;
    this.slot.toggleAttribute("data-aside", aside);
    globalThis.dispatchEvent(new Event("resize"));
  }

  /** Only where it is another text: a live region that is written again speaks again. */
  write(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  /** @param {HTMLElement | ShadowRoot} home where it stands on the page */
  moveTo(home) {
    this.home = home;
    this.settle();
  }

  settle() {
    const place = this.slot?.isConnected ? this.slot : this.home;
    if (place && this.host.parentNode !== place) place.append(this.host);
    this.section.toggleAttribute("data-presenting", place !== null && place === this.slot);
    if (this.classroom?.told) this.show();
  }

  /** @param {import("./class.js").Classroom} classroom */
  serve(classroom) {
    this.classroom = classroom;
    const does = {
      qr: () => (this.opened = this.opened === "qr" ? "" : "qr"),
      call: () => classroom.send({ kind: "call" }),
      eyes: () => classroom.send({ kind: "eyes", on: !classroom.state.eyes }),
      undo: () => classroom.leader.do("undo"),
      own: () => classroom.openOwn(),
      roam: () => classroom.roam(!classroom.state.roam),
      pass: () => this.copy(classroom.pass),
      end: () => (this.opened = "end"),
      stay: () => (this.opened = ""),
      csv: () =>
        download(classroom.state.room, classroom.pass).then((got) =>
          this.brief(got ? this.words.csv_got : this.words.csv_failed),
        ),
      delete: () => classroom.leader.do("end"),
      leave: () => classroom.leave(),
      away: () => classroom.leave(),
      retry: () => classroom.again(),
    };
    this.shadow.addEventListener("click", (event) => {
      const button = /** @type {HTMLElement} */ (event.target).closest("button");
      if (!button) return;
      const { do: deed, move } = button.dataset;
      if (move) this.move(move);
      else does[deed]?.();
      const more = /** @type {HTMLDetailsElement} */ (this.find(".more"));
      if (button.type !== "submit" && more.contains(button)) more.open = false;
      this.show();
    });
    this.teacher.what.addEventListener("change", () => this.show());
    this.find("form.answer").addEventListener("submit", (event) => {
      event.preventDefault();
      const { input } = this.student;
      if (input.value.trim()) classroom.answer(input.value);
    });
    this.find(".teach").addEventListener("submit", (event) => {
      event.preventDefault();
      const input = /** @type {HTMLInputElement} */ (this.find(".teach input"));
      if (input.value.trim()) classroom.teach(input.value);
      input.value = "";
      /** @type {HTMLDetailsElement} */ (this.find(".more")).open = false;
    });
  }

  move(move) {
    const { classroom } = this;
    if (move === "ask") {
      this.opened = "";
      classroom.leader.ask(this.teacher.size);
      this.teacher.what.value = "";
    } else classroom.leader.do(move);
  }

  async copy(text) {
    if (await copyText(text, this.section)) this.brief(this.words.pass_copied);
    else globalThis.prompt(this.words.pass, text);
  }

  /** Said for a while. @param {string} text */
  brief(text) {
    this.said = text;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.brief(""), BRIEF);
    this.show();
  }

  /** @param {string} language @param {Record<string, string>} words */
  name(language, words) {
    if (this.words === words) return;
    this.words = words;
    this.section.lang = language;
    for (const name of ["call", "eyes", "own", "pass", "end", "leave", "csv", "stay", "retry"])
      this.write(this.button(name), words[name]);
    this.button("undo").setAttribute("aria-label", words.undo);
    this.button("undo").title = words.undo;
    this.write(this.find(".away"), words.put_away);
    this.write(this.button("delete"), words.delete);
    this.write(this.button("away"), words.leave);
    this.button("qr").setAttribute("aria-label", words.qr);
    this.button("qr").title = words.qr;
    this.teacher.what.setAttribute("aria-label", words.what);
    this.find("summary").setAttribute("aria-label", words.more);
    this.write(this.find(".teach span"), words.teach);
    this.write(this.find(".teach button"), words.teach_go);
    this.write(this.find(".ending p"), words.end_sure);
    this.find(".ending").setAttribute("aria-label", words.end);
  }

  // ---- what stands there

  show() {
    const { classroom, words } = this;
    const { state, told } = classroom;
    const inside = state.role !== "" && !state.ended;
    this.host.hidden = !(state.room || state.link !== "off" || state.error);
    this.section.dataset.role = state.role;
    this.section.dataset.roaming = String(state.roam);
    this.find(".line").hidden = state.ended || isFinal(state.error);
    this.write(this.find(".code"), state.room);
    this.code(told, state);
    this.mark(state);
    this.trouble(state);
    this.find(".deeds").hidden = this.find(".people").hidden = this.button("qr").hidden = !inside;
    this.panel("ending", inside && state.driving && this.opened === "end");
    if (!inside || state.role !== "teacher") this.sideways(false);
    if (!inside) for (const name of ["answer", "bars", "code-panel"]) this.panel(name, false);
    else if (state.role === "teacher") {
      this.button("qr").hidden = this.button("main").hidden = false;
      this.teacher.show(classroom);
    } else {
      this.find(".people").hidden = true;
      this.student.show(classroom);
    }
    if (this.said) this.write(this.told, this.said);
    this.button("qr").setAttribute("aria-expanded", String(this.opened === "qr"));
    this.eyes(inside && state.role === "student" && state.eyes ? words.eyes_told : "");
  }

  code(told, { room }) {
    const qr = this.find(".qr");
    if (told.qr !== this.drawn) {
      this.drawn = told.qr;
      qr.innerHTML = told.qr; // segno's, from our own server
      if (told.qr && told.link !== null && !this.seen) this.opened = "qr";
      this.seen ||= told.qr !== "";
    }
    this.write(this.find(".how"), this.words.join);
    this.write(this.find(".address"), told.address.replace(/^https?:\/\//, ""));
    this.write(this.find(".or"), this.words.join_code);
    this.write(this.find(".large"), room);
  }

  mark({ link, ended }) {
    const mark = this.find(".mark");
    const said = this.words[`link_${ended ? "off" : link}`];
    mark.dataset.link = ended ? "off" : link;
    mark.setAttribute("aria-label", said);
    mark.title = said;
    this.write(mark, link === "open" || ended ? "" : said);
  }

  trouble({ error, ended }) {
    const final = ended || isFinal(error);
    this.panel("trouble", final);
    this.write(this.find(".trouble p"), ended ? this.words.ended : final ? this.sentence(error) : "");
    this.button("retry").hidden = ended || error?.code !== "full";
    if (error && !final && error !== this.last) {
      this.last = error;
      this.brief(this.sentence(error));
    }
  }

  /** @param {{code: string}} error */
  sentence(error) {
    return fill(this.words[`error_${error.code}`] ?? this.words.error_other, error);
  }

  /** Over all of the page. @param {string} text */
  eyes(text) {
    const cover = this.find(".eyes");
    if (Boolean(text) !== cover.matches(":popover-open")) cover.togglePopover(Boolean(text));
    this.write(cover, text);
  }
}
