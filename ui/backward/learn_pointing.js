import { fill } from "../stage/format.js";
import { cellSpot } from "../stage/spots.js";
import { lossSpot } from "./learn_loss.js";

/**
 * What can be pointed at while a filter learns: its weights before and after, the answers, the loss.
 * @param {import("./learn.js").BackwardLearn} scene
 * @returns {import("../stage/spots.js").Spot[]}
 */
export function learnSpots(scene) {
  const { k, t, learn, words, photo } = scene;
  const after = (name, count) => `${name} ${fill(words.bw_learnAfter, { t: count })}`;
  const weight = (c, r, q) => scene.weightName("W", k, c, r, q);
  const answer = (name, r, q) => after(`${name}[${learn.image},${k},${r},${q}]`, learn.shown[photo]);
  const step = (c, r, q) => scene.weightName("dW", k, c, r, q);
  const names = {
    slope: [`dW[${k}]`, step],
    move: [learn.rule === "sgd" ? "−η·dW" : "v", (...cell) => (learn.rule === "sgd" ? `−η·${step(...cell)}` : "v")],
    now: [after(`W[${k}]`, t), (...cell) => after(weight(...cell), t)],
    next: [after(`W[${k}]`, t + 1), (...cell) => after(weight(...cell), t + 1)],
    goal: [words.bw_learnGoal, (...cell) => `${words.bw_learnGoal} ${weight(...cell)}`],
    out: [`out[${learn.image},${k}]`, (_, r, q) => answer("out", r, q)],
    target: ["target", (_, r, q) => `target[${learn.image},${k},${r},${q}]`],
    dout: ["dout", (_, r, q) => answer("dout", r, q)],
  };
  const cells = Object.keys(scene.plan.places)
    .filter((name) => scene.isThere(name))
    .flatMap((name) => {
      const [title, told] = names[name];
      const answers = ["out", "target", "dout"].includes(name);
      return scene.plan.places[name].map((_, c) => {
        const matrix = scene.panels[name][c];
        return cellSpot(
          answers ? title : scene.nameOfPlane(title, c),
          matrix,
          (r, q) => ({ panel: answers ? "answer" : "weight", c, r, q }),
          (r, q) => (matrix.absent?.(r, q) ? scene.notRead(k, c) : told(c, r, q)),
        );
      });
    });
  return [...cells, ...lossSpot(scene)];
}
