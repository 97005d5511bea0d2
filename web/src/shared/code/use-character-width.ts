import { useLayoutEffect, useState } from "react";

/** What Geist Mono has at 12 px, until it is measured. */
const usual = 7.2;
const sample = "0".repeat(100);

/** How wide one character of code is, px. Measured again when the face has been loaded. */
export function useCharacterWidth(): number {
  const [width, setWidth] = useState(usual);
  useLayoutEffect(() => {
    let gone = false;
    const measure = () => {
      const ruler = document.createElement("span");
      ruler.className = "mono pointer-events-none absolute invisible whitespace-pre";
      ruler.textContent = sample;
      ruler.ariaHidden = "true";
      document.body.append(ruler);
      const measured = ruler.getBoundingClientRect().width / sample.length;
      ruler.remove();
      if (!gone && measured > 0) setWidth(measured);
    };
    measure();
    document.fonts?.ready.then(measure, () => undefined);
    return () => {
      gone = true;
    };
  }, []);
  return width;
}
