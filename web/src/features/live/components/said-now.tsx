import { useEffect, useRef, useState } from "react";

/** How often it is said at most, ms. */
const often = 2_000;

/** Says a text to a screen reader, and not each time it changes. */
export function SaidNow({ text }: { text: string }) {
  const [said, setSaid] = useState(text);
  const latest = useRef(text);
  useEffect(() => {
    latest.current = text;
  });
  useEffect(() => {
    const timer = setInterval(() => setSaid(latest.current), often);
    return () => clearInterval(timer);
  }, []);
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  );
}
