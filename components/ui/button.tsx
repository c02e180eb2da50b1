import type { ButtonHTMLAttributes } from "react";
import { cx } from "./class-names";

type Look = "primary" | "plain" | "quiet" | "danger";

const looks: Record<Look, string> = {
  primary:
    "bg-accent text-on-accent hover:bg-accent-strong disabled:bg-theirs disabled:text-muted font-semibold",
  plain: "border border-line bg-panel hover:bg-hover disabled:text-muted font-medium",
  quiet: "text-muted hover:bg-hover hover:text-ink",
  danger: "border border-bad/40 text-bad-ink hover:bg-bad-soft disabled:text-muted font-medium",
};

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
}

/** A button with words. Heights are the grid's: 32 px, and 44 px where fingers point. */
export function Button({ look = "plain", className, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={cx(
        "inline-flex min-h-8 items-center justify-center gap-1.5 whitespace-nowrap rounded-control px-3 py-1",
        "transition-colors duration-120 pointer-coarse:min-h-11",
        looks[look],
        className,
      )}
      {...rest}
    />
  );
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  label: string;
}

/** A button with a picture; its name is told to those who do not see it and on hover. */
export function IconButton({ label, className, type = "button", ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={cx(
        "inline-grid size-8 shrink-0 place-items-center rounded-control text-muted transition-colors duration-120",
        "hover:bg-hover hover:text-ink disabled:opacity-50 pointer-coarse:size-11",
        className,
      )}
      {...rest}
    />
  );
}
