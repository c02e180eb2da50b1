"use client";

import { cx } from "../ui/class-names";

interface CheckListProps<Id extends string> {
  label: string;
  options: readonly { readonly id: Id; readonly name: string }[];
  chosen: readonly Id[];
  isWrong: boolean;
  onChange: (chosen: Id[]) => void;
}

/** Any number of a few; long lists scroll in their own box. */
export function CheckList<Id extends string>({
  label,
  options,
  chosen,
  isWrong,
  onChange,
}: CheckListProps<Id>) {
  function toggle(id: Id, isChosen: boolean) {
    onChange(isChosen ? [...chosen, id] : chosen.filter((one) => one !== id));
  }
  return (
    <fieldset className="max-h-56 overflow-y-auto">
      <legend className="sr-only">{label}</legend>
      <div className="flex flex-wrap gap-1.5 p-0.75">
        {options.map(({ id, name }, index) => (
          <label
            key={id}
            className={cx(
              "flex min-h-8 max-w-full cursor-pointer items-center gap-2 rounded-control border px-2.5 py-1 pointer-coarse:min-h-11",
              "has-focus-visible:outline-2 has-focus-visible:outline-accent",
              chosen.includes(id)
                ? "border-accent bg-accent-soft text-accent-ink"
                : "border-line bg-panel hover:bg-hover",
            )}
          >
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              aria-invalid={(isWrong && index === 0) || undefined}
              onChange={(event) => toggle(id, event.target.checked)}
              className="size-3.5 shrink-0 accent-accent outline-none"
            />
            <span className="min-w-0 truncate">{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
