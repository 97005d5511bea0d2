import { renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { missing, useNeedEarlier, useNeedMore } from "./use-need-more";

const rows = Array.from({ length: 100 }, (_, index) => index);

it("wants the next rows a screen before they are reached", () => {
  expect(missing(rows, { start: 0, end: 20 }, true)).toBeUndefined();
  expect(missing(rows, { start: 60, end: 80 }, true)).toEqual({ start: 100, end: 120 });
  expect(missing(rows, { start: 60, end: 80 }, false)).toBeUndefined();
});

it("wants what is missing in what is seen, from the first gap on", () => {
  const gaps = rows.map((row) => (row >= 45 && row < 60 ? undefined : row));
  expect(missing(gaps, { start: 40, end: 60 }, false)).toEqual({ start: 45, end: 80 });
  expect(missing(gaps, { start: 0, end: 20 }, false)).toBeUndefined();
});

it("asks once for the same rows, and again when there are others", () => {
  const onNeedMore = vi.fn();
  const seen = { start: 85, end: 100 };
  const { rerender } = renderHook(
    (props: { rows: number[]; waits: boolean; end: number }) =>
      useNeedMore({ ...props, seen: { ...seen, end: props.end }, hasMore: true, onNeedMore }),
    { initialProps: { rows, waits: false, end: 99 } },
  );
  rerender({ rows, waits: false, end: 100 });
  expect(onNeedMore).toHaveBeenCalledTimes(1);
  rerender({ rows: [...rows], waits: true, end: 100 });
  expect(onNeedMore).toHaveBeenCalledTimes(1);
  rerender({ rows: [...rows, 100], waits: false, end: 100 });
  expect(onNeedMore).toHaveBeenCalledTimes(2);
  expect(onNeedMore).toHaveBeenLastCalledWith(expect.objectContaining({ start: 101 }));
});

it("asks for what comes before when less than a screen of rows is left there, and once for the same rows", () => {
  const onNeed = vi.fn();
  const { rerender } = renderHook(({ of, start }) => useNeedEarlier(of, { start, end: start + 20 }, onNeed), {
    initialProps: { of: rows, start: 30 },
  });
  expect(onNeed).not.toHaveBeenCalled();
  rerender({ of: rows, start: 19 });
  rerender({ of: rows, start: 12 });
  expect(onNeed).toHaveBeenCalledTimes(1);
  rerender({ of: [...rows], start: 12 });
  expect(onNeed).toHaveBeenCalledTimes(2);
});
