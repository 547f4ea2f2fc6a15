/** How large a file is, in words. @param {number} bytes */
export function sizeText(bytes) {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  if (bytes < 995_000) return `${(bytes / 1000).toPrecision(bytes < 9950 ? 2 : 3).replace(/\.0+$/, "")} kB`;
  return `${(bytes / 1e6).toPrecision(2)} MB`;
}
