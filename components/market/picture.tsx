"use client";

import { Package } from "lucide-react";
import { useState } from "react";
import { cx } from "../ui/class-names";

interface PictureProps {
  /** An address of ours; null: there is no picture. */
  src: string | null;
  /** Of the thing on it: the words stand beside it, so the picture itself says nothing. */
  name: string;
  /** Both sides, in pixels: its place is kept before it comes. */
  size: number;
  className?: string;
}

/** A product's picture; its first letter, or a parcel, where there is none or it does not come. */
export function Picture({ src, name, size, className }: PictureProps) {
  const [failed, setFailed] = useState<string | null>(null);
  const letter = /[\p{L}\p{N}]/u.exec(name)?.[0];
  const look = cx("shrink-0 overflow-hidden rounded-[6px] border border-line bg-theirs", className);
  if (src === null || failed === src) {
    return (
      <span
        aria-hidden="true"
        style={{ width: size, height: size, fontSize: Math.round(size * 0.42) }}
        className={cx(look, "grid select-none place-items-center font-medium text-muted uppercase")}
      >
        {letter ?? <Package size={Math.round(size * 0.5)} strokeWidth={1.6} />}
      </span>
    );
  }
  return (
    // biome-ignore lint/performance/noImgElement: our own server answers small pictures, already at hand
    <img
      src={src}
      alt=""
      width={size}
      height={size}
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setFailed(src)}
      style={{ width: size, height: size }}
      className={cx(look, "object-cover")}
    />
  );
}
