"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { onViewDialog, type ViewDialogTask } from "./view-dialog-events";

// Forms are rare in the inbox: fetched with the first one.
const ViewDialog = lazy(async () => ({ default: (await import("./view-dialog")).ViewDialog }));

/** The place of the dialog about a view; stands once in the inbox. */
export function ViewDialogHost() {
  const [task, setTask] = useState<ViewDialogTask | null>(null);
  useEffect(() => onViewDialog(setTask), []);
  if (task === null) return null;
  return (
    <Suspense fallback={null}>
      <ViewDialog task={task} onClose={() => setTask(null)} />
    </Suspense>
  );
}
