import { expect, it } from "vitest";
import { fitScale, follow, placeAt, tallest } from "./scale";

const view = 700;
const million = 1_000_000 * 28;

it("leaves a list that a browser can scroll as it is", () => {
  const scale = fitScale(100_000 * 28, view);
  expect(scale.height).toBe(2_800_000);
  for (const at of [0, 1, 1_234_567, scale.bar]) expect(scale.toRows(at)).toBe(at);
  expect(follow(scale, { bar: 0, rows: 0 }, 2_000_000, view)).toEqual({ bar: 2_000_000, rows: 2_000_000 });
});

it("never makes anything higher than a browser draws, and still reaches both ends", () => {
  const scale = fitScale(million, view);
  expect(scale.height).toBe(tallest);
  expect(scale.toRows(0)).toBe(0);
  expect(scale.toRows(scale.bar)).toBe(million - view);
});

it("goes there and back to the same place, and never backwards on the way", () => {
  const scale = fitScale(million, view);
  let before = -1;
  for (let bar = 0; bar <= scale.bar; bar += 12_345) {
    const rows = scale.toRows(bar);
    expect(rows).toBeGreaterThan(before);
    expect(scale.toBar(rows)).toBeCloseTo(bar, 3);
    before = rows;
  }
});

it("moves the rows by as much as the wheel does, also in the middle of a million", () => {
  const scale = fitScale(million, view);
  let at = placeAt(scale, 14_000_000);
  for (let turn = 0; turn < 50; turn++) {
    const next = follow(scale, at, at.bar + 120, view);
    expect(next.rows - at.rows).toBeCloseTo(120, 0);
    expect(Number.isInteger(Math.round((next.rows - next.bar) * 1e6) / 1e6)).toBe(true);
    at = next;
  }
});

it("takes a jump of the thumb for what it stands for", () => {
  const scale = fitScale(million, view);
  const middle = follow(scale, { bar: 0, rows: 0 }, scale.bar / 2, view);
  expect(middle.rows / scale.rows).toBeCloseTo(0.5, 3);
});

it("reaches the first and the last row however it comes there", () => {
  const scale = fitScale(million, view);
  expect(follow(scale, { bar: 100, rows: 9_000 }, 0, view).rows).toBe(0);
  expect(follow(scale, { bar: scale.bar - 100, rows: 20_000_000 }, scale.bar, view).rows).toBe(scale.rows);
  expect(placeAt(scale, 1e12)).toEqual({ bar: scale.bar, rows: scale.rows });
});

it("keeps 56 px rows of a phone, a million of them, within bounds too", () => {
  const scale = fitScale(56_000_000, 600);
  expect(scale.height).toBe(tallest);
  expect(scale.toRows(scale.bar)).toBe(56_000_000 - 600);
});

it("has nothing to scroll when everything fits", () => {
  const scale = fitScale(280, view);
  expect(scale).toMatchObject({ height: 280, bar: 0, rows: 0 });
  expect(placeAt(scale, 50)).toEqual({ bar: 0, rows: 0 });
});
