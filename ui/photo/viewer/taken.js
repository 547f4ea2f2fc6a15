import { Camera } from "./camera.js";
import { drawPane } from "./drawing.js";
import { layoutPanes } from "./layout.js";
import { shadesOf } from "./plates.js";

/** What the viewer gives to be taken away. @param {import("./viewer.js").Viewer} viewer @returns {import("../../stage/taken.js").Taken} */
export function takenOf(viewer) {
  return {
    root: viewer.root,
    dark: viewer.theme.dark,
    name: "photo",
    place: "",
    of: "photo",
    about: viewer.header.about,
    steps: 0,
    drawing: () => new Drawing(viewer),
    now: () => ({}),
  };
}

/** The panes on a page of another size: the same part of the photograph, the same maps, the same spot. */
class Drawing {
  /** @param {import("./viewer.js").Viewer} viewer */
  constructor(viewer) {
    this.viewer = viewer;
  }

  layout(width, height, ui) {
    const { header, wiping, camera: on } = this.viewer;
    const [h, w] = header.size;
    const count = wiping ? 1 : 1 + header.maps.length;
    const { panes, height: needed } = layoutPanes(count, width, height, w / h, ui);
    this.panes = panes.map((pane, at) => ({ ...pane, map: at ? at - 1 : undefined }));
    this.ui = ui;
    this.camera = new Camera();
    this.camera.pane = { w: panes[0].w, h: panes[0].h };
    this.camera.show(w, h);
    const by = Math.min(panes[0].w / on.pane.w, panes[0].h / on.pane.h);
    if (!on.fitted) this.camera.goTo(on.x, on.y, on.zoom * by);
    return needed;
  }

  draw(ctx, theme, dots) {
    const { viewer, camera, ui } = this;
    const { numbers, header, spot, mode, wiping, divider, map, photoLie, mapLie } = viewer;
    const look = { numbers, header, spot, mode, wiping, divider, map, photoLie, mapLie };
    const shades = { signed: shadesOf(theme, true), plain: shadesOf(theme, false) };
    // bitmaps are of one theme: that of the screen comes back before the browser draws
    viewer.paintMaps(shades);
    try {
      for (const pane of this.panes) drawPane({ ...look, ctx, theme, camera, ui, dpr: dots }, pane);
    } finally {
      viewer.colour();
    }
  }
}
