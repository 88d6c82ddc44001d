import { useEffect, useState } from "react";
import { flushSync } from "react-dom";

/** Tells whether the page goes to paper now: what is drawn only while it is in sight has to be drawn whole. */
export function usePrinted(): boolean {
  const [isPrinted, setIsPrinted] = useState(false);
  useEffect(() => {
    // The browser takes the page as it is when the listeners end.
    const before = () => flushSync(() => setIsPrinted(true));
    const after = () => setIsPrinted(false);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, []);
  return isPrinted;
}
