/** Writes pictures as SVG, as the page does, for a test to read. */

import { SCENES } from "../../../ui/lessons.js";
import { readPayload } from "../../../ui/stage/model.js";
import { Sheet } from "../../../ui/takeaway/sheet.js";
import { SvgSurface } from "../../../ui/takeaway/surface_svg.js";
import { ListeningContext, bytesOf, sizeOf, widthOf } from "../listening_canvas.js";

const probe = { style: { setProperty: () => {} }, remove: () => {} };
globalThis.document = {
  createElement: () => ({
    ...probe,
    getContext: () => new ListeningContext(),
    toDataURL: () => "data:image/png;base64,AA==",
  }),
};
globalThis.getComputedStyle = () => ({ getPropertyValue: () => "" });
const measure = (font, text) => ({ width: widthOf(font, text), down: 0.35 * sizeOf(font) });

function written({ payload, words, step, progress }) {
  const { header, arrays } = readPayload(bytesOf(payload));
  header.words = words;
  const scene = new SCENES[header.kind](header, arrays);
  const at = Math.min(step, scene.steps - 1);
  const view = { step: at, previous: at, progress, begun: true, filter: 0, pointed: null };
  const taken = {
    root: { append: () => {} },
    about: header.about,
    drawing: () => Object.assign(new SCENES[header.kind](header, arrays), { brief: true }),
    lines: (shown) => scene.lines(shown),
    termColour: (term, theme) => scene.termColour(term, theme),
  };
  const sheet = new Sheet(taken, { looks: {} });
  sheet.lay([view]);
  const surface = new SvgSurface(sheet.width, sheet.height, measure);
  sheet.draw(surface, view, 1);
  return surface.file({ title: "a < b & c", about: "<desc>here</desc>" });
}

export default written;
