/**
 * Tells the server when the first picture of a visit is on screen. It shows nothing itself.
 *
 * @param {string} drawn attribute of the frame around a component that has drawn itself
 */
export function watch(drawn) {
  return ({ data }) => {
    const address = new URL(new TextDecoder().decode(data), document.baseURI);
    let next = 0;
    const look = () => {
      // what a frame callback finds drawn is on screen when the message has reached the server
      if (document.querySelector(`[${drawn}]`)) navigator.sendBeacon(address);
      else next = requestAnimationFrame(look);
    };
    look();
    return () => cancelAnimationFrame(next);
  };
}
