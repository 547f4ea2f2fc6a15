/** Draws steps of the three accumulations, and says what each panel shows on the way. */

import { SCENES } from "../../../ui/lessons.js";
import { Matrix } from "../../../ui/stage/matrix.js";
import { readPayload } from "../../../ui/stage/model.js";
import { Theme } from "../../../ui/stage/theme.js";
import { ListeningContext, bytesOf, listenToCells, pretendPage } from "../listening_canvas.js";

pretendPage();

const PANELS = ["window", "byX", "byW", "dW", "dx"];
let heard = null;
const complaints = [];
console.error = (text) => complaints.push(text);
listenToCells(Matrix.prototype, (matrix, r, c, written) => {
  if (!heard || !written.length) return;
  const name = PANELS.find((panel) => heard.scene.panels[panel].includes(matrix));
  if (name) (heard.written[name] ??= []).push(written[0].text);
});

/** The colour that a cell of dx has, as a share of its strongest one. */
const strength = (scene, value) => Math.abs(value) / scene.mostOf("dx");

function visit({ payload, words, size, views }) {
  const { header, arrays } = readPayload(bytesOf(payload));
  header.words = words;
  const scene = new SCENES[header.kind](header, arrays);
  scene.layout(...size);
  return views.map((given) => {
    const view = { previous: given.step, begun: true, filter: 0, pointed: null, ...given };
    heard = { scene, written: {} };
    scene.draw(new ListeningContext(() => {}), new Theme({}), 1, view);
    const { written } = heard;
    heard = null;
    const { Hp, Wp } = scene.sizes;
    const cells = [...Array(Hp * Wp).keys()].map((at) => [Math.floor(at / Wp), at % Wp]);
    return {
      written,
      added: scene.filling.count,
      blank: cells.filter(([r, c]) => !scene.panels.dx[0].there(r, c)).length,
      strongest: Math.max(...cells.map(([r, c]) => strength(scene, scene.filling.pixel(scene.image, 0, r, c)))),
      phases: scene.phases,
      complaints: complaints.splice(0),
    };
  });
}

export default visit;
