"use client";

import { useEffect, useState } from "react";

/**
 * A value once it has stood still for `afterMs`; the first one at once. Two values that say the same (as JSON) are one,
 * so that a form drawn anew asks for nothing.
 */
export function useSettled<Value>(value: Value, afterMs: number): Value {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  const isSettled = JSON.stringify(settled) === text;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text says when the value is another one
  useEffect(() => {
    if (isSettled) return;
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
  }, [text, isSettled, afterMs]);
  return settled;
}
