import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from "react";
import { cx } from "./class-names";

const control =
  "block min-h-9 w-full rounded-control border bg-panel px-2.5 py-1.5 text-ink transition-colors duration-120 " +
  "placeholder:text-muted placeholder:opacity-80 disabled:opacity-60 pointer-coarse:min-h-11 max-two:text-base";

interface FieldFrameProps {
  label: string;
  hint?: string;
  error?: string | null;
  id: string;
  children: ReactNode;
}

function FieldFrame({ label, hint, error, id, children }: FieldFrameProps) {
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children}
      {error ? (
        <p id={`${id}-note`} role="alert" className="text-[12px] text-bad-ink">
          {error}
        </p>
      ) : (
        hint && (
          <p id={`${id}-note`} className="text-[12px] text-muted">
            {hint}
          </p>
        )
      )}
    </div>
  );
}

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: string;
  error?: string | null;
  /** Stands inside the field at its end, for example a button that shows the password. */
  end?: ReactNode;
}

/** One line of input with its name, a hint, and in place of the hint what is wrong. */
export function TextField({ label, hint, error, end, className, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <FieldFrame label={label} hint={hint} error={error} id={id}>
      <div className="relative">
        <input
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={error || hint ? `${id}-note` : undefined}
          className={cx(control, error ? "border-bad" : "border-control", end ? "pr-11" : null, className)}
          {...rest}
        />
        {end && <div className="absolute inset-y-0 right-0.5 flex items-center">{end}</div>}
      </div>
    </FieldFrame>
  );
}

interface SelectFieldProps extends SelectHTMLAttributes<HTMLSelectElement> {
  label: string;
  hint?: string;
  options: readonly { value: string; label: string }[];
}

/** A choice among few; the browser's own list, which works on every device. */
export function SelectField({ label, hint, options, ...rest }: SelectFieldProps) {
  const id = useId();
  return (
    <FieldFrame label={label} hint={hint} id={id}>
      <select
        id={id}
        aria-describedby={hint ? `${id}-note` : undefined}
        className={cx(control, "border-control")}
        {...rest}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
