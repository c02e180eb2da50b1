"use client";

import { Bookmark, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import * as Radix from "radix-ui/popover";
import { useState } from "react";
import type { AudienceFilters, Segment } from "@/lib/wire/audience";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button, IconButton } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { kindsIn, sameFilters } from "./filter-kinds";
import { useSegmentChanges, useSegments } from "./queries";
import { SegmentNameDialog } from "./segment-name-dialog";

interface SegmentMenuProps {
  sellerId: string | null;
  filters: AudienceFilters;
  onFilters: (filters: AudienceFilters) => void;
}

type Task =
  | { readonly kind: "save" }
  | { readonly kind: "rename"; readonly segment: Segment }
  | { readonly kind: "remove"; readonly segment: Segment };

/** Saved audiences: take one, keep this one, and put them in order. */
export function SegmentMenu({ sellerId, filters, onFilters }: SegmentMenuProps) {
  const t = useTranslations("audience.segments");
  const query = useSegments(sellerId);
  const changes = useSegmentChanges();
  const errorText = useErrorText();
  const [isOpen, setOpen] = useState(false);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [task, setTask] = useState<Task | null>(null);
  const segments = query.data ?? [];
  const same = segments.find((segment) => sameFilters(segment.filters, filters));
  const chosen = segments.find(({ id }) => id === chosenId);
  const canSave = kindsIn(filters).length > 0 && same === undefined;

  function begin(next: Task) {
    setOpen(false);
    setTask(next);
  }
  function update(segment: Segment) {
    setOpen(false);
    changes.change.mutate(
      { id: segment.id, body: { filters } },
      {
        onSuccess: ({ name }) => showToast("success", t("updated", { name })),
        onError: (error) => showToast("error", errorText(error)),
      },
    );
  }
  function label(): string {
    if (same !== undefined && kindsIn(filters).length > 0) return t("current", { name: same.name });
    return chosen === undefined ? t("title") : t("changed", { name: chosen.name });
  }
  return (
    <>
      <Radix.Root open={isOpen} onOpenChange={setOpen}>
        <Radix.Trigger asChild>
          <Button className="max-w-64" disabled={sellerId === null}>
            <Bookmark size={14} aria-hidden="true" className="shrink-0" />
            <span className="truncate">{label()}</span>
          </Button>
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            aria-label={t("choose")}
            align="end"
            sideOffset={6}
            collisionPadding={8}
            className="z-40 max-h-[min(420px,var(--radix-popover-content-available-height))] w-80 max-w-[calc(100vw-16px)] overflow-y-auto rounded-[10px] border border-line bg-panel p-2"
          >
            {segments.length === 0 && (
              <p className="px-2 py-1.5 text-muted">{t(query.isError ? "failed" : "empty")}</p>
            )}
            <ul>
              {segments.map((segment) => (
                <SegmentRow
                  key={segment.id}
                  segment={segment}
                  isCurrent={segment === same}
                  onChoose={() => {
                    onFilters(segment.filters);
                    setChosenId(segment.id);
                    setOpen(false);
                  }}
                  onRename={() => begin({ kind: "rename", segment })}
                  onRemove={() => begin({ kind: "remove", segment })}
                />
              ))}
            </ul>
            {canSave && (
              <div className="mt-1 flex flex-col gap-1 border-line border-t pt-2">
                {chosen !== undefined && (
                  <Button onClick={() => update(chosen)}>
                    <span className="truncate">{t("update", { name: chosen.name })}</span>
                  </Button>
                )}
                <Button onClick={() => begin({ kind: "save" })}>{t("save")}</Button>
              </div>
            )}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
      {(task?.kind === "save" || task?.kind === "rename") && (
        <SegmentNameDialog
          segment={task.kind === "rename" ? task.segment : null}
          sellerId={sellerId}
          filters={filters}
          onKept={(segment) => setChosenId(segment.id)}
          onClose={() => setTask(null)}
        />
      )}
      {task?.kind === "remove" && <RemoveDialog segment={task.segment} onClose={() => setTask(null)} />}
    </>
  );
}

interface SegmentRowProps {
  segment: Segment;
  isCurrent: boolean;
  onChoose: () => void;
  onRename: () => void;
  onRemove: () => void;
}

function SegmentRow({ segment, isCurrent, onChoose, onRename, onRemove }: SegmentRowProps) {
  const t = useTranslations("audience.segments");
  const { name } = segment;
  return (
    <li className="flex items-center gap-0.5">
      <button
        type="button"
        aria-pressed={isCurrent}
        onClick={onChoose}
        className="focus-inset min-h-8 min-w-0 flex-1 truncate rounded-[6px] px-2 text-left hover:bg-hover aria-pressed:bg-selected pointer-coarse:min-h-11"
      >
        {name}
      </button>
      <IconButton label={t("rename", { name })} onClick={onRename}>
        <Pencil size={14} aria-hidden="true" />
      </IconButton>
      <IconButton label={t("delete", { name })} onClick={onRemove}>
        <Trash2 size={14} aria-hidden="true" />
      </IconButton>
    </li>
  );
}

function RemoveDialog({ segment, onClose }: { segment: Segment; onClose: () => void }) {
  const t = useTranslations("audience.segments");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { remove } = useSegmentChanges();
  return (
    <ConfirmDialog
      title={t("deleteTitle", { name: segment.name })}
      description={t("deleteText")}
      yes={t("deleteYes")}
      cancel={common("cancel")}
      closeLabel={common("close")}
      isBusy={remove.isPending}
      error={remove.isError ? errorText(remove.error) : null}
      onYes={() =>
        remove.mutate(segment.id, {
          onSuccess() {
            showToast("success", t("deleted", { name: segment.name }));
            onClose();
          },
        })
      }
      onClose={onClose}
    />
  );
}
