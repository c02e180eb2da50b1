import { cx } from "../ui/class-names";

/** "Анна Смирнова" -> "АС". */
export function initialsOf(name: string): string {
  const [first = "", second = ""] = name.trim().split(/\s+/u);
  return `${[...first][0] ?? "?"}${[...second][0] ?? ""}`.toLocaleUpperCase();
}

const rings = {
  available: "after:bg-ok",
  away: "after:bg-warn",
  offline: "after:bg-control",
} as const;

interface AvatarProps {
  name: string;
  presence?: keyof typeof rings;
}

/** A person's initials; the name stands beside it or in the title of what holds it. */
export function Avatar({ name, presence }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      className={cx(
        "relative grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-[10px] text-accent-ink",
        presence &&
          cx(
            "after:absolute after:-right-px after:-bottom-px after:size-2 after:rounded-full after:border after:border-panel",
            rings[presence],
          ),
      )}
    >
      {initialsOf(name)}
    </span>
  );
}
