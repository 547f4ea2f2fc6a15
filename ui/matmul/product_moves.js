import { actsOf, between, eased, turnOf } from "../stage/acts.js";
import { flyCell } from "../stage/flight.js";
import { chip } from "../stage/marks.js";
import { aroundMiddle } from "../stage/spots.js";
import { css, inkOn } from "../stage/theme.js";

/** What moves in a step of the product: multiply, add, add the bias, place. */

const acts = actsOf({ multiply: 0.55, add: 0.72, bias: 0.84, place: 1 });
/** The phases as the stage wants them. */
export const PHASES = acts.phases;
/** How far a phase has come, 0..1. */
export const shareOf = acts.shareOf;

/** How many of `count` products have come to their cells. */
export function landed(count, progress) {
  const share = shareOf("multiply", progress);
  let there = 0;
  while (there < count && turnOf(there, count, share) >= 1) there++;
  return there;
}

/**
 * What is under way over everything else.
 * @param {import("./product.js").ProductScene} scene
 */
export function drawMoves(scene, ctx, theme, step, filter, progress) {
  moveProducts(scene, ctx, theme, step, filter, progress);
  const [, bias, total] = scene.plan.sums;
  const { w, h } = scene.plan.chip;
  const area = (place) => aroundMiddle({ ...place, w, h });
  const move = (phase, from, to, text, ground) => {
    const share = shareOf(phase, progress);
    if (share <= 0 || share >= 1) return;
    const at = between(from, to, eased(share));
    chip(ctx, theme, text, at.x + at.w / 2, at.y + at.h / 2, {
      w: at.w,
      h: at.h,
      ground: ground ? css(ground) : theme.panel,
      ink: ground ? inkOn(ground) : theme.text,
      font: `600 ${13.5 * scene.ui}px ${theme.mono}`,
      border: theme.accent,
    });
  };
  move("bias", area(bias), area(total), scene.formats.bias.text(scene.bias(filter)), null);
  if (!scene.outLens.shows(step)) return;
  const value = scene.out2(step, filter);
  const ground = scene.outColour(value, theme, filter);
  move("place", area(total), scene.outLens.rect(step, filter), scene.formats.out.text(value), ground);
}

/** Products leave their two factors for their cells, and then for their sum. */
function moveProducts(scene, ctx, theme, step, filter, progress) {
  const [, weights, products] = scene.strips;
  const [sum] = scene.plan.sums;
  const side = 12 * scene.ui;
  const goal = aroundMiddle({ ...sum, w: side, h: side });
  const [multiplied, added] = [shareOf("multiply", progress), shareOf("add", progress)];
  const { matrix } = products;
  for (let q = 0; q < scene.K; q++) {
    if (matrix.absent(0, q)) continue;
    const [first, second] = [turnOf(q, scene.K, multiplied), turnOf(q, scene.K, added)];
    const comes = first > 0 && first < 1;
    if (!comes && (second <= 0 || second >= 1)) continue;
    const [place, value] = [products.rect(q), matrix.value(0, q)];
    const [from, to, share] = comes ? [weights.rect(q), place, first] : [place, goal, second];
    flyCell(ctx, theme, matrix, value, scene.productColour(value, theme), from, to, share);
  }
}
