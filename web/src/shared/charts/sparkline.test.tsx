import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import { Sparkline } from "./sparkline";

const path = (values: (number | null)[]) =>
  render(<Sparkline values={values} />)
    .container.querySelector("path")
    ?.getAttribute("d");

it("runs from edge to edge, and from zero to its highest", () => {
  expect(path([0, 5, 10])).toBe("M0.0 14.0h0L22.0 8.0L44.0 2.0");
});

it("lifts the pen where nothing was read", () => {
  expect(path([4, null, 4])).toBe("M0.0 2.0h0M44.0 2.0h0");
});

it("is flat at zero, and a single reading stands at the right", () => {
  expect(path([0, 0])).toBe("M0.0 14.0h0L44.0 14.0");
  expect(path([7])).toBe("M44.0 2.0h0");
  expect(path([])).toBe("");
});
