"use client";

import { Check } from "lucide-react";
import * as Radix from "radix-ui/dropdown-menu";
import type { ReactNode } from "react";
import { cx } from "./class-names";

const itemLook =
  "flex min-h-8 cursor-pointer select-none items-center gap-2 rounded-[6px] px-2 outline-none pointer-coarse:min-h-11 " +
  "data-highlighted:bg-selected data-disabled:text-muted";

interface MenuProps {
  trigger: ReactNode;
  side?: "right" | "bottom" | "top";
  align?: "start" | "end";
  isOpenAtFirst?: boolean;
  /** Called as it closes, before the focus goes back to its button; prevent that where something else takes it. */
  onCloseAutoFocus?: (event: Event) => void;
  children: ReactNode;
}

/** A menu that hangs on its button. */
export function Menu({
  trigger,
  side = "bottom",
  align = "end",
  isOpenAtFirst,
  onCloseAutoFocus,
  children,
}: MenuProps) {
  return (
    <Radix.Root modal={false} defaultOpen={isOpenAtFirst}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={onCloseAutoFocus}
          className="z-50 min-w-52 max-w-[calc(100vw-16px)] rounded-[10px] border border-line bg-panel p-1"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuItemProps {
  icon?: ReactNode;
  isDangerous?: boolean;
  onSelect: () => void;
  children: ReactNode;
}

export function MenuItem({ icon, isDangerous, onSelect, children }: MenuItemProps) {
  return (
    <Radix.Item className={cx(itemLook, isDangerous && "text-bad-ink")} onSelect={onSelect}>
      <span className={cx("grid w-4 place-items-center", !isDangerous && "text-muted")}>{icon}</span>
      {children}
    </Radix.Item>
  );
}

interface MenuChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

/** A group of the menu in which one is chosen. */
export function MenuChoice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: MenuChoiceProps<Value>) {
  return (
    <Radix.RadioGroup
      value={value}
      onValueChange={(chosen) => {
        const option = options.find((candidate) => candidate.value === chosen);
        if (option) onChange(option.value);
      }}
    >
      <Radix.Label className="px-2 pt-1.5 pb-0.5 text-[12px] text-muted">{label}</Radix.Label>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={itemLook}>
          <span className="grid w-4 place-items-center text-accent">
            <Radix.ItemIndicator>
              <Check size={14} aria-hidden="true" />
            </Radix.ItemIndicator>
          </span>
          {option.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuLine() {
  return <Radix.Separator className="mx-1 my-1 h-px bg-line" />;
}

export function MenuHead({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 py-1.5">{children}</Radix.Label>;
}
