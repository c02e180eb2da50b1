import { isMac } from "./keys";

/** One way to press: by place on the keyboard (`event.code`), so that it works in every layout. */
export interface Combo {
  readonly code: string;
  readonly shift?: true;
  /** Ctrl, or ⌘ where the device has one. */
  readonly mod?: true;
  /** Pressed and let go just before: "G, then I". */
  readonly after?: string;
}

export const keyGroups = ["move", "chat", "select", "views", "write", "general"] as const;
export type KeyGroup = (typeof keyGroups)[number];

/** Where a key means something: over the list and conversation, in the field of the reply, or anywhere. */
type Scope = "desk" | "field" | "everywhere";

interface KeyEntry {
  readonly group: KeyGroup;
  readonly scope: Scope;
  readonly combos: readonly [Combo, ...Combo[]];
}

const key = (letter: string): Combo => ({ code: `Key${letter}` });
const withShift = (letter: string): Combo => ({ code: `Key${letter}`, shift: true });
const afterG = (letter: string): Combo => ({ code: `Key${letter}`, after: "KeyG" });
const entry = (group: KeyGroup, scope: Scope, ...combos: [Combo, ...Combo[]]): KeyEntry => ({
  group,
  scope,
  combos,
});

/** Every key of the desk, once: who listens, the list behind `?` and the hints on buttons all read it here. */
export const keyMap = {
  nextChat: entry("move", "desk", key("J")),
  previousChat: entry("move", "desk", key("K")),
  reply: entry("move", "desk", key("R"), { code: "Enter" }),
  leave: entry("move", "everywhere", { code: "Escape" }),
  nextView: entry("move", "desk", { code: "BracketRight" }),
  previousView: entry("move", "desk", { code: "BracketLeft" }),
  search: entry("move", "desk", { code: "Slash" }),

  close: entry("chat", "desk", key("E")),
  assign: entry("chat", "desk", key("A")),
  snooze: entry("chat", "desk", key("S")),
  tag: entry("chat", "desk", key("T")),
  note: entry("chat", "desk", key("N")),

  select: entry("select", "desk", key("X")),
  selectDown: entry("select", "desk", withShift("J")),
  selectUp: entry("select", "desk", withShift("K")),
  selectAll: entry("select", "desk", withShift("X")),

  goOpen: entry("views", "desk", afterG("I")),
  goMine: entry("views", "desk", afterG("M")),
  goUnread: entry("views", "desk", afterG("U")),
  goWaiting: entry("views", "desk", afterG("W")),
  goOverdue: entry("views", "desk", afterG("O")),
  goSnoozed: entry("views", "desk", afterG("S")),
  goBroadcasts: entry("views", "desk", afterG("B")),
  goOrders: entry("views", "desk", afterG("Z")),
  goProducts: entry("views", "desk", afterG("P")),
  goStocks: entry("views", "desk", afterG("K")),
  goReturns: entry("views", "desk", afterG("R")),
  goFinance: entry("views", "desk", afterG("F")),

  send: entry("write", "field", { code: "Enter", mod: true }),
  sendAndClose: entry("write", "field", { code: "Enter", mod: true, shift: true }),
  canned: entry("write", "field", { code: "Slash" }),

  palette: entry("general", "everywhere", { code: "KeyK", mod: true }),
  help: entry("general", "desk", { code: "Slash", shift: true }),
} as const satisfies Record<string, KeyEntry>;

export type KeyId = keyof typeof keyMap;

/** Ids of the map, in its order. */
export const keyIds = Object.keys(keyMap) as KeyId[]; // the map above has no other keys

function areSame(a: Combo, b: Combo): boolean {
  return (
    a.code === b.code &&
    Boolean(a.shift) === Boolean(b.shift) &&
    Boolean(a.mod) === Boolean(b.mod) &&
    a.after === b.after
  );
}

/** Pairs that would fight over one key in one place; a key that opens a sequence may do nothing else. */
export function findClashes(map: Readonly<Record<string, KeyEntry>>): string[] {
  const all = Object.entries(map).flatMap(([id, { scope, combos }]) =>
    combos.map((combo) => ({ id, scope, combo })),
  );
  return all.flatMap((a, at) =>
    all.slice(at + 1).flatMap((b) => {
      const areApart = a.scope !== b.scope && a.scope !== "everywhere" && b.scope !== "everywhere";
      const opens = (first: Combo, second: Combo) =>
        first.after !== undefined && areSame(second, { code: first.after });
      const doClash = areSame(a.combo, b.combo) || opens(a.combo, b.combo) || opens(b.combo, a.combo);
      return doClash && !areApart ? [`${a.id} ${b.id}`] : [];
    }),
  );
}

/** What a key press over the desk means; `after`: the key pressed just before, if it opened a sequence. */
export function findKey(
  event: Pick<KeyboardEvent, "code" | "shiftKey" | "ctrlKey" | "metaKey">,
  after: string | undefined,
): KeyId | undefined {
  const pressed: Combo = {
    code: event.code === "NumpadEnter" ? "Enter" : event.code,
    ...(event.shiftKey ? { shift: true } : {}),
    ...(event.ctrlKey || event.metaKey ? { mod: true } : {}),
    ...(after === undefined ? {} : { after }),
  };
  return keyIds.find(
    (id) => keyMap[id].scope !== "field" && keyMap[id].combos.some((combo) => areSame(combo, pressed)),
  );
}

/** True for a key that means something only together with the next one. */
export function opensSequence(code: string): boolean {
  return keyIds.some((id) => keyMap[id].combos.some((combo) => combo.after === code));
}

const names: Record<string, string> = {
  Enter: "↵",
  Escape: "Esc",
  Slash: "/",
  BracketLeft: "[",
  BracketRight: "]",
};

function nameOf(code: string): string {
  return names[code] ?? code.replace(/^Key/, "");
}

/** A combination as it is written on the screen: "E", "Ctrl ↵", "G I", "?". */
export function formatCombo({ code, shift, mod, after }: Combo): string {
  if (code === "Slash" && shift) return "?";
  const parts = [after && nameOf(after), mod && (isMac() ? "⌘" : "Ctrl"), shift && "Shift", nameOf(code)];
  return parts.filter(Boolean).join(" ");
}

/** The keys of an action, for the hint on its button. */
export function keyHint(id: KeyId): string {
  return formatCombo(keyMap[id].combos[0]);
}
