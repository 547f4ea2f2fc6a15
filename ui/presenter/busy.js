/**
 * Whether Python is at work on a change. What is sent to it meanwhile brings along what all controls of the
 * side bar show, and those that the change is about to set show what they were: it would be taken back.
 */

const TURNING = "data-turning";

/** @param {boolean} on whether a key has asked for a change, and Python has not answered */
export const setTurning = (on) => document.documentElement.toggleAttribute(TURNING, on);

export function isRunning() {
  const app = /** @type {HTMLElement | null} */ (document.querySelector("[data-testid=stApp]"));
  return app?.dataset.testScriptState === "running";
}

export const isTurning = () => document.documentElement.hasAttribute(TURNING);

export const isBusy = () => isRunning() || isTurning();
