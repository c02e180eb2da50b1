import type { Tag } from "@/lib/wire/desk";
import { cx } from "../ui/class-names";

const fills: Record<Tag["color"], string> = {
  gray: "bg-control",
  green: "bg-ok",
  blue: "bg-ozon",
  violet: "bg-violet",
  amber: "bg-warn",
  red: "bg-bad",
};

/** The colour of a tag; its name stands beside it or in the title. */
export function TagDot({ color = "gray" }: { color?: Tag["color"] }) {
  return <span aria-hidden="true" className={cx("size-2 shrink-0 rounded-full", fills[color])} />;
}
