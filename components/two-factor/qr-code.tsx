import { encode } from "uqr";

/** Room around the picture, without which cameras do not find it. */
const BORDER_MODULES = 3;

/** An address as a picture for a camera: dark on light in either theme, which every camera reads. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: BORDER_MODULES });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="scheme-light size-45 rounded-control border border-line bg-panel"
    >
      <path d={path} className="fill-ink" />
    </svg>
  );
}
