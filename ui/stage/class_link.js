/**
 * The two ways between a picture and the class (`ui/live/`): where the picture is, and where it is to be. They
 * meet by events of the document; without a class nothing happens.
 *
 * @typedef {object} Wish what the class wants of the picture
 * @property {boolean} on whether there is a class
 * @property {boolean} follows whether the picture goes where the class is
 * @property {number} seek the lesson of the class is on screen once the picture has obeyed this seek
 * @property {{step: number, filter: number, phase?: number | string | null, point?: any} | null} at null on the way to another lesson
 * @property {string} cell what is asked; "" for nothing
 * @property {boolean} hidden whether its number is still to be hidden
 */
export class ClassLink {
  /**
   * @param {() => object | null} where this picture is; null as long as there is none
   * @param {(wish: Wish, was: Wish) => void} obey
   * @param {AbortSignal} signal
   */
  constructor(where, obey, signal) {
    this.where = where;
    /** What was told last. @type {string | undefined} */
    this.said = undefined;
    /** @type {Wish} */
    this.wish = { on: false, follows: false, seek: 0, at: null, cell: "", hidden: false };
    const take = (event) => {
      const was = this.wish;
      this.wish = event.detail;
      this.tell();
      obey(this.wish, was);
    };
    document.addEventListener("conv-lab-class", take, { signal });
    // the class comes to a picture that stands already, and has told nobody where it is
    document.addEventListener("conv-lab-class-asks", () => ((this.said = undefined), this.tell()), { signal });
  }

  /** Whether the picture belongs to the class. */
  get follows() {
    return this.wish.follows;
  }

  /** Whether nobody moves: a step away stands what is asked. */
  get holds() {
    return this.wish.hidden;
  }

  /** Whether the lesson of the class is on screen. @param {number} seek the one that the picture has obeyed */
  isHere(seek) {
    return this.wish.at !== null && seek >= this.wish.seek;
  }

  tell() {
    const where = this.where();
    const said = where && JSON.stringify(where);
    if (!where || said === this.said) return;
    const built = this.said === undefined; // it has to be told of the class
    this.said = said;
    document.dispatchEvent(new CustomEvent("conv-lab-stage", { detail: { ...where, built } }));
  }
}
