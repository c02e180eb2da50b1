"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import * as Dialog from "radix-ui/dialog";
import { useRef, useState } from "react";
import { Kbd } from "../ui/kbd";
import { type PaletteGroup, type PaletteItem, paletteGroups } from "./items";
import { findIn } from "./match";
import { keepRecent, readRecent } from "./recent";
import { useChatHits } from "./use-chat-hits";
import { useChatCommands, useDeskCommands, usePlaceCommands } from "./use-commands";
import { useViewCommands } from "./use-view-commands";

/** How many of a group are shown while something is typed: the best ones stand on top anyway. */
const MOST_OF_A_GROUP = 7;

interface PaletteProps {
  isOpen: boolean;
  onClose: () => void;
}

/** Everything the desk can do, by typing: Ctrl+K. */
export function Palette({ isOpen, onClose }: PaletteProps) {
  const t = useTranslations("palette");
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-[oklch(0.15_0.01_260/0.45)]" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[min(12vh,96px)] left-1/2 z-50 flex max-h-[min(520px,calc(100dvh-24px))] w-[calc(100vw-24px)] max-w-150 -translate-x-1/2 flex-col overflow-hidden rounded-bubble border border-line bg-panel focus:outline-none max-two:top-3"
        >
          <Dialog.Title className="sr-only">{t("title")}</Dialog.Title>
          <PaletteBody onClose={onClose} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface Section {
  readonly key: string;
  readonly title: string;
  readonly items: readonly PaletteItem[];
}

const groupTitles = {
  chat: "groupChat",
  chats: "groupChats",
  views: "groupViews",
  sellers: "groupSellers",
  places: "groupPlaces",
  desk: "groupDesk",
} as const satisfies Record<PaletteGroup, string>;

/** What stands in the palette: recent things and commands first, while typing the best of each group. */
function useSections(typed: string) {
  const t = useTranslations("palette");
  const commands = [...useChatCommands(), ...useViewCommands(), ...usePlaceCommands(), ...useDeskCommands()];
  const { items: chats, isSearching, hasFailed } = useChatHits(typed);
  const [recentIds] = useState(readRecent);
  const isTyped = typed.trim() !== "";
  const found = findIn(typed, commands);
  const best = found[0]?.group;
  const recent = isTyped ? [] : recentIds.flatMap((id) => commands.find((item) => item.id === id) ?? []);
  const sections: Section[] = [
    { key: "recent", title: t("groupRecent"), items: recent },
    ...[...paletteGroups]
      // While typing, the group of the best answer comes first.
      .sort((a, b) => (isTyped ? Number(b === best) - Number(a === best) : 0))
      .map((group) => ({
        key: group,
        title: t(groupTitles[group]),
        items: (group === "chats"
          ? chats
          : found.filter((item) => item.group === group && !recent.includes(item))
        ).slice(0, isTyped ? MOST_OF_A_GROUP : undefined),
      })),
  ];
  return { sections: sections.filter(({ items }) => items.length > 0), isSearching, hasFailed, isTyped };
}

const SEARCH_ALL = "search-all";
const steeringKeys = new Set(["ArrowDown", "ArrowUp", "Home", "End"]);

/** What Enter runs: the best answer, also when it came late, until arrows or the pointer choose another. */
function useSelection(typed: string, sections: readonly Section[]) {
  const [chosen, setChosen] = useState<{ readonly typed: string; readonly id: string } | null>(null);
  const steeredFor = useRef<string | null>(null);
  const ids = [...sections.flatMap(({ items }) => items.map(({ id }) => id)), SEARCH_ALL];
  const isKept = chosen !== null && chosen.typed === typed && ids.includes(chosen.id);
  return {
    value: isKept ? chosen.id : (ids[0] ?? SEARCH_ALL),
    steer() {
      steeredFor.current = typed;
    },
    /** The list tells its own first choice too: only one made by hand counts. */
    choose(id: string) {
      if (steeredFor.current === typed) setChosen({ typed, id });
    },
  };
}

function PaletteBody({ onClose }: { onClose: () => void }) {
  const t = useTranslations("palette");
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const { sections, isSearching, hasFailed, isTyped } = useSections(typed);
  const { value, steer, choose: select } = useSelection(typed, sections);
  const searchPath = `/search?q=${encodeURIComponent(typed.trim())}`;

  function choose(item: Pick<PaletteItem, "id" | "run">) {
    keepRecent(item.id);
    onClose();
    // After the dialog has given the focus back: what runs may want it.
    requestAnimationFrame(() => requestAnimationFrame(item.run));
  }

  return (
    <Command
      shouldFilter={false}
      label={t("title")}
      loop
      vimBindings={false}
      value={value}
      onValueChange={select}
      onKeyDownCapture={(event) => steeringKeys.has(event.key) && steer()}
      onPointerMoveCapture={steer}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div className="flex shrink-0 items-center gap-2.5 border-line border-b px-4">
        <Search size={17} aria-hidden="true" className="shrink-0 text-muted" />
        <Command.Input
          autoFocus
          value={typed}
          onValueChange={setTyped}
          placeholder={t("placeholder")}
          className="h-12 w-full bg-transparent text-[15px] outline-none placeholder:text-muted max-two:text-base"
        />
      </div>
      <Command.List label={t("list")} className="min-h-0 flex-1 scroll-py-2 overflow-y-auto p-1.5">
        {sections.map(({ key, title, items }) => (
          <Command.Group
            key={key}
            heading={title}
            className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-[11.5px] [&_[cmdk-group-heading]]:text-muted"
          >
            {items.map((item) => (
              <Row key={item.id} item={item} onSelect={() => choose(item)} />
            ))}
          </Command.Group>
        ))}
        {isTyped && (
          <Row
            item={{ id: SEARCH_ALL, text: t("searchAll", { query: typed.trim() }), Icon: Search }}
            onSelect={() => {
              onClose();
              router.push(searchPath);
            }}
          />
        )}
        {isTyped && sections.length === 0 && !isSearching && (
          <div className="px-4 py-6 text-center">
            <p className="font-semibold">{t("emptyTitle")}</p>
            <p className="mt-1 text-muted">{t("emptyText")}</p>
          </div>
        )}
      </Command.List>
      <footer className="flex min-h-9 max-two:not-has-[p:not(:empty)]:hidden shrink-0 items-center gap-4 border-line border-t px-4 text-[12px] text-muted">
        <p role="status" className="min-w-0 flex-1 truncate">
          {isSearching ? t("searching") : hasFailed ? t("searchFailed") : ""}
        </p>
        <Legend keys="↑ ↓" text={t("move")} />
        <Legend keys="↵" text={t("run")} />
        <Legend keys="Esc" text={t("leave")} />
      </footer>
    </Command>
  );
}

function Legend({ keys, text }: { keys: string; text: string }) {
  return (
    <span aria-hidden="true" className="flex items-center gap-1.5 max-two:hidden">
      <span className="text-ink">
        <Kbd>{keys}</Kbd>
      </span>
      {text}
    </span>
  );
}

interface RowProps {
  item: Pick<PaletteItem, "id" | "text" | "detail" | "keys" | "Icon">;
  onSelect: () => void;
}

function Row({ item: { id, text, detail, keys, Icon }, onSelect }: RowProps) {
  return (
    <Command.Item
      value={id}
      onSelect={onSelect}
      className="flex min-h-9 cursor-pointer select-none items-center gap-2.5 rounded-[8px] px-2.5 py-1 data-[selected=true]:bg-selected pointer-coarse:min-h-11"
    >
      <Icon size={16} strokeWidth={1.8} aria-hidden="true" className="shrink-0 text-muted" />
      <span className="max-w-[70%] shrink-0 truncate">{text}</span>
      <span className="min-w-0 flex-1 truncate text-muted">{detail}</span>
      {keys && <Kbd>{keys}</Kbd>}
    </Command.Item>
  );
}
