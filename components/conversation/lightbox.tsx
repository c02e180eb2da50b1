"use client";

import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from "lucide-react";
import { useTranslations } from "next-intl";
import * as Radix from "radix-ui/dialog";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { Button, IconButton } from "../ui/button";
import { cx } from "../ui/class-names";
import { withRound } from "./attachments";
import { FITTED, moveBy, type Size, type View, zoomBy, zoomIn, zoomOut } from "./zoom";

export interface ViewedImage {
  readonly id: string;
  readonly url: string;
  readonly name: string | null;
}

interface LightboxProps {
  images: readonly ViewedImage[];
  imageId: string;
  onMove: (imageId: string) => void;
  onClose: () => void;
}

/** Pictures over the screen: arrows walk, plus and minus or the wheel zoom, a drag moves, Esc closes. */
export function Lightbox({ images, imageId, onMove, onClose }: LightboxProps) {
  const t = useTranslations("attachments");
  const at = images.findIndex((image) => image.id === imageId);
  const image = images[at];
  const [view, setView] = useState<View>(FITTED);
  const [shownId, setShownId] = useState(imageId);
  const frame = useRef<HTMLDivElement>(null);
  if (shownId !== imageId) {
    setShownId(imageId);
    setView(FITTED);
  }
  const sizeOf = (): Size => ({
    width: frame.current?.clientWidth ?? 1,
    height: frame.current?.clientHeight ?? 1,
  });
  const step = (by: number) => {
    const next = images[at + by];
    if (next) onMove(next.id);
  };
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "ArrowLeft") step(-1);
    else if (event.key === "ArrowRight") step(1);
    else if (event.key === "+" || event.key === "=") setView(zoomIn(view, sizeOf()));
    else if (event.key === "-") setView(zoomOut(view, sizeOf()));
    else if (event.key === "0") setView(FITTED);
    else return;
    event.preventDefault();
  }
  if (image === undefined) return null;
  const name = image.name ?? t("image");
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-bg" />
        <Radix.Content
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          onCloseAutoFocus={(event) => {
            event.preventDefault(); // no trigger of its own: the picture that was looked at last gets the focus
            const button = document.querySelector<HTMLElement>(`[data-image="${CSS.escape(imageId)}"]`);
            button?.focus({ preventScroll: true });
          }}
          className="fixed inset-0 z-50 flex flex-col focus:outline-none"
        >
          <div className="flex min-h-13 shrink-0 items-center gap-1 px-3 two:px-5">
            <Radix.Title className="min-w-0 flex-1 truncate font-medium">
              <bdi>{name}</bdi>
              {images.length > 1 && (
                <span className="ml-2 font-normal text-muted tabular-nums">
                  {t("position", { place: at + 1, count: images.length })}
                </span>
              )}
            </Radix.Title>
            <IconButton label={t("zoomOut")} onClick={() => setView(zoomOut(view, sizeOf()))}>
              <ZoomOut size={17} aria-hidden="true" />
            </IconButton>
            <IconButton label={t("zoomIn")} onClick={() => setView(zoomIn(view, sizeOf()))}>
              <ZoomIn size={17} aria-hidden="true" />
            </IconButton>
            <a
              href={image.url}
              download={image.name ?? true}
              aria-label={t("download")}
              title={t("download")}
              className="inline-grid size-8 place-items-center rounded-control text-muted hover:bg-hover hover:text-ink pointer-coarse:size-11"
            >
              <Download size={17} aria-hidden="true" />
            </a>
            <Radix.Close asChild>
              <IconButton label={t("closeViewer")}>
                <X size={18} aria-hidden="true" />
              </IconButton>
            </Radix.Close>
          </div>
          <div ref={frame} className="relative min-h-0 flex-1 overflow-hidden">
            <Canvas key={image.id} image={image} name={name} view={view} onView={setView} />
            {at > 0 && (
              <StepButton label={t("previous")} side="left" onClick={() => step(-1)}>
                <ChevronLeft size={20} aria-hidden="true" />
              </StepButton>
            )}
            {at < images.length - 1 && (
              <StepButton label={t("next")} side="right" onClick={() => step(1)}>
                <ChevronRight size={20} aria-hidden="true" />
              </StepButton>
            )}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface StepButtonProps {
  label: string;
  side: "left" | "right";
  onClick: () => void;
  children: React.ReactNode;
}

function StepButton({ label, side, onClick, children }: StepButtonProps) {
  return (
    <IconButton
      label={label}
      onClick={onClick}
      className={cx(
        "absolute top-1/2 size-11 -translate-y-1/2 border border-line bg-panel",
        side === "left" ? "left-3" : "right-3",
      )}
    >
      {children}
    </IconButton>
  );
}

interface CanvasProps {
  image: ViewedImage;
  name: string;
  view: View;
  onView: (change: (view: View) => View) => void;
}

/** The picture itself: wheel and double click zoom at the pointer, a drag moves. */
function Canvas({ image, name, view, onView }: CanvasProps) {
  const t = useTranslations("attachments");
  const common = useTranslations("common");
  const box = useRef<HTMLDivElement>(null);
  const [round, setRound] = useState(0);
  const [hasFailed, setFailed] = useState(false);
  const [isDragged, setDragged] = useState(false);
  const pointOf = (event: { clientX: number; clientY: number }, element: HTMLElement) => {
    const rect = element.getBoundingClientRect();
    return { x: event.clientX - rect.left - rect.width / 2, y: event.clientY - rect.top - rect.height / 2 };
  };
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    function onWheel(event: WheelEvent) {
      if (element === null) return;
      event.preventDefault(); // React listens passively and could not keep the page still
      const frame = { width: element.clientWidth, height: element.clientHeight };
      const point = pointOf(event, element);
      onView((last) => zoomBy(last, Math.exp(-event.deltaY / 400), frame, point));
    }
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  });
  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    if (!isDragged) return;
    const { clientWidth: width, clientHeight: height } = event.currentTarget;
    const by = { x: event.movementX, y: event.movementY };
    onView((last) => moveBy(last, by, { width, height }));
  }
  if (hasFailed) {
    return (
      <div className="flex h-full flex-col items-center justify-center gap-3 p-6 text-center" role="alert">
        <p>{t("failed", { name })}</p>
        <Button
          onClick={() => {
            setFailed(false);
            setRound(round + 1);
          }}
        >
          {common("retry")}
        </Button>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same is done by keys and buttons
    <div
      ref={box}
      data-lightbox=""
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragged(true);
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => setDragged(false)}
      onPointerCancel={() => setDragged(false)}
      onDoubleClick={(event) => {
        const { clientWidth: width, clientHeight: height } = event.currentTarget;
        const point = pointOf(event, event.currentTarget);
        onView((last) => (last.scale > 1 ? FITTED : zoomBy(last, 2.5, { width, height }, point)));
      }}
      className={cx(
        "size-full touch-none p-3",
        view.scale > 1 ? (isDragged ? "cursor-grabbing" : "cursor-grab") : "cursor-zoom-in",
      )}
    >
      {/* biome-ignore lint/performance/noImgElement: bytes come with the session's cookie through our own route */}
      <img
        src={withRound(image.url, round)}
        alt={name}
        draggable={false}
        onError={() => setFailed(true)}
        style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
        className="size-full select-none object-contain"
      />
    </div>
  );
}
