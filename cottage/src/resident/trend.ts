/** A line through results of one scale: days apart as they were, points from none to all. The list below says the same. */
import type { Result } from "../device/kept";

const WIDE = 320;
const HIGH = 120;
const EDGE = 24;
const SVG = "http://www.w3.org/2000/svg";

export function points(line: Pick<Result, "at" | "total" | "most">[]): [number, number][] {
  const [first, last] = [line[0]!.at, line[line.length - 1]!.at];
  return line.map((one, index) => {
    const along = last > first ? (one.at - first) / (last - first) : index / Math.max(1, line.length - 1);
    const up = one.total / one.most;
    return [Math.round(EDGE + along * (WIDE - 2 * EDGE)), Math.round(HIGH - EDGE - up * (HIGH - 2 * EDGE))];
  });
}

export function drawn(line: Result[], day: (at: number) => string): Element {
  const picture = made("svg", { class: "trend", viewBox: `0 0 ${WIDE} ${HIGH}`, "aria-hidden": "true" });
  const dots = points(line);
  picture.append(made("line", { x1: EDGE, x2: WIDE - EDGE, y1: HIGH - EDGE, y2: HIGH - EDGE }));
  picture.append(made("polyline", { points: dots.map((dot) => dot.join(",")).join(" ") }));
  dots.forEach(([x, y]) => picture.append(made("circle", { cx: x, cy: y, r: 5 })));
  const text = (x: number, anchor: string, words: string) => {
    const element = made("text", { x, y: HIGH - 4, "text-anchor": anchor });
    element.textContent = words;
    picture.append(element);
  };
  text(EDGE, "start", day(line[0]!.at).slice(5));
  text(WIDE - EDGE, "end", day(line[line.length - 1]!.at).slice(5));
  return picture;
}

function made(tag: string, attributes: Record<string, string | number>): Element {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}
