"use client";

import { lazy, Suspense, useMemo } from "react";
import type { Message } from "@/lib/wire/messages";
import { ownAddress } from "./attachments";

// Looked at by few and never at once: it comes with the first picture that is opened.
const Lightbox = lazy(async () => ({ default: (await import("./lightbox")).Lightbox }));

interface ImageViewerProps {
  messages: readonly Message[];
  imageId: string;
  onMove: (imageId: string) => void;
  onClose: () => void;
}

/** The pictures of a conversation over the whole screen, one at a time. */
export function ImageViewer({ messages, imageId, onMove, onClose }: ImageViewerProps) {
  const images = useMemo(
    () =>
      messages.flatMap((message) =>
        message.attachments.flatMap((attachment) => {
          const url = ownAddress(attachment);
          return attachment.type === "image" && url !== null
            ? [{ id: attachment.id, url, name: attachment.file_name }]
            : [];
        }),
      ),
    [messages],
  );
  return (
    <Suspense fallback={null}>
      <Lightbox images={images} imageId={imageId} onMove={onMove} onClose={onClose} />
    </Suspense>
  );
}
