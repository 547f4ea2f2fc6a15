/**
 * Where the matrices of the backward pass stand: long ones as lenses with their rows side by side,
 * so that row t is at one height in all of them.
 */

/** @param {import("./matrices.js").BackwardMatrix} scene */
export function layoutMatrices(W, H, scene, ui) {
  const { FN, C, FH, FW, oh, ow } = scene.sizes;
  const { K, cells, variant } = scene;
  const narrow = W < 600;
  const plan = { heads: [], signs: [], lenses: {}, dW: [], height: 0 };
  const top = 52 * ui;
  const labels = 7.4 * ui * scene.rowName(cells - 1).length + 10;
  const strip = !narrow && cells > 12 ? 26 * ui : 0;
  const side = labels + strip + (strip ? 24 * ui : 0);
  const sign = (narrow ? 22 : 34) * ui;
  const high = Math.max(H - top - 8, 180);
  const lens = (name, x, y, cellW, h, withLabels) => {
    plan.lenses[name] = {
      x,
      y,
      cellW,
      cellH: Math.min(Math.max(cellW * 0.74, 21 * ui), 30 * ui),
      h,
      strip: withLabels ? strip : 0,
      labels: withLabels ? labels : 0,
      ui,
    };
  };
  const head = (panel, x, y, room) => plan.heads.push({ panel, x, y, room });
  const lensH = (cellW, h) => {
    const cellH = Math.min(Math.max(cellW * 0.74, 21 * ui), 30 * ui);
    return Math.min(cells, Math.floor(h / cellH)) * cellH;
  };

  if (variant === "db") {
    const cell = Math.min((narrow ? W - side : W * 0.34) / FN, 64 * ui);
    const sumH = 34 * ui;
    const plane = narrow ? 0 : Math.min((W * 0.3) / ow, (high - 30 * ui) / oh, 44 * ui);
    const used = plane * ow + (plane ? sign * 2 : 0) + side + FN * cell;
    let x = Math.max(0, (W - used) / 2);
    const h = lensH(cell, high - sumH - 46 * ui);
    if (plane) {
      plan.dout = { x, y: top + Math.max(0, (h - plane * oh) / 2), cell: plane };
      head("dout", x, plan.dout.y - 9 * ui, plane * ow + sign);
      plan.signs.push({ text: "→", x: x + plane * ow + sign, y: top + h / 2 });
      x += plane * ow + 2 * sign;
    }
    head("dout2", x, 16 * ui, W - x);
    lens("dout2", x + side, top, cell, h, true);
    plan.db = { x: x + side, y: top + h + 40 * ui, cell, h: sumH };
    plan.signs.push({ text: "Σ", x: x + side - 20 * ui, y: plan.db.y + sumH / 2 });
    head("db", x + side, plan.db.y - 9 * ui, W - x - side);
    plan.height = plan.db.y + sumH + 8;
    return plan;
  }

  if (variant === "dcol") {
    const wCell = Math.min(34 * ui, (W * 0.5) / K);
    const across = narrow ? W - side - sign : W - side - 2 * sign;
    const cell = Math.min(across / (FN + K), 46 * ui);
    const outCell = Math.max(cell, Math.min(22 * ui, across / (FN + K)));
    const blockH = FN * Math.max(Math.min(wCell, 26 * ui), 8);
    const y = top + blockH + 46 * ui;
    const h = lensH(outCell, Math.max(high - blockH - 46 * ui, 110 * ui));
    const used = side + FN * outCell + sign + K * outCell;
    const x = Math.max(0, (W - used) / 2);
    head("dout2", x, y - 36 * ui, side + FN * outCell);
    lens("dout2", x + side, y, outCell, h, true);
    const right = x + side + FN * outCell + sign;
    lens("dcol", right, y, outCell, h, false);
    head("dcol", right, y + h + 20 * ui, K * outCell);
    plan.colWT = { x: right, y: top - 24 * ui, cell: outCell, tall: Math.max(8, Math.min(26 * ui, outCell)) };
    head("colWT", right, 16 * ui, K * outCell);
    plan.signs.push(
      { text: "@", x: right - sign / 2, y: y - 60 * ui + 30 * ui },
      { text: "=", x: right - sign / 2, y: y + h / 2 },
    );
    plan.height = y + h + 30 * ui;
    return plan;
  }

  const foldCell = Math.max(6, Math.min(36 * ui, (high - (C - 1) * 8 * ui) / (C * FH), (W * 0.2) / FW));
  const foldW = narrow ? 0 : FW * foldCell;
  const dWCell = Math.min(high / K, 40 * ui, (W * 0.16) / FN);
  const across = W - side - foldW - FN * dWCell - (narrow ? 2.4 : 4.4) * sign;
  const least = Math.min(20 * ui, 60 / FN);
  const even = Math.min(across / (K + FN), 44 * ui);
  // few columns of dout2 stay legible where many of col are not
  const cell = Math.max(2, even < least ? (across - FN * least) / K : even);
  const doutCell = Math.max(cell, least);
  const h = lensH(cell, high);
  const used = side + K * cell + FN * doutCell + FN * dWCell + foldW + (narrow ? 2.4 : 4.4) * sign;
  let x = Math.max(0, (W - used) / 2);
  head("col", x, 16 * ui, side + K * cell + sign - 12);
  lens("col", x + side, top, cell, h, true);
  x += side + K * cell + 1.4 * sign;
  plan.signs.push({ text: ".T @", x: x - 0.7 * sign, y: top + h / 2, small: true });
  head("dout2", x, 16 * ui, FN * doutCell + sign + FN * dWCell);
  lens("dout2", x, top, doutCell, h, false);
  plan.lenses.dout2.cellH = plan.lenses.col.cellH;
  x += FN * doutCell + sign;
  plan.signs.push({ text: "=", x: x - sign / 2, y: top + h / 2 });
  plan.dW2 = { x, y: top + Math.max(0, (Math.max(h, K * dWCell) - K * dWCell) / 2), cell: dWCell };
  head("dW2", x, plan.dW2.y - 9 * ui, FN * dWCell + 2 * sign);
  x += FN * dWCell + 2 * sign;
  if (foldW) {
    const stackH = C * FH * foldCell + (C - 1) * 8 * ui;
    const y = top + Math.max(0, (h - stackH) / 2);
    for (let c = 0; c < C; c++) plan.dW.push({ x, y: y + c * (FH * foldCell + 8 * ui), cell: foldCell });
    head("dW", x, y - 9 * ui, W - x);
    plan.signs.push({ text: "→", x: x - sign, y: top + h / 2 });
  }
  plan.height = top + Math.max(h, K * dWCell) + 8;
  return plan;
}
