-- Requests counted against the limits of costly and public routes. Unlogged: a crash forgives them, and nobody minds.
CREATE UNLOGGED TABLE "request_counts" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "resets_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_counts_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "request_counts_resets_at_idx" ON "request_counts"("resets_at");
