"use client";

import { Plus } from "lucide-react";
import { Button } from "../ui/button";
import { Menu, MenuItem } from "../ui/menu";

interface AddPartProps<Kind extends string> {
  label: string;
  kinds: readonly Kind[];
  nameOf: (kind: Kind) => string;
  onAdd: (kind: Kind) => void;
}

/** The button that adds a condition or an action, and the list of those there are. */
export function AddPart<Kind extends string>({ label, kinds, nameOf, onAdd }: AddPartProps<Kind>) {
  if (kinds.length === 0) return null;
  return (
    <div>
      <Menu
        align="start"
        trigger={
          <Button>
            <Plus size={15} aria-hidden="true" />
            {label}
          </Button>
        }
      >
        {kinds.map((kind) => (
          <MenuItem key={kind} onSelect={() => onAdd(kind)}>
            {nameOf(kind)}
          </MenuItem>
        ))}
      </Menu>
    </div>
  );
}
