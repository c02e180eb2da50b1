import type { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import { db } from "./client";
import type { Tx } from "./transaction";

/** A choice for the whole desk; whoever owns the name owns its shape. */
export interface SettingOf<Schema extends z.ZodType> {
  readonly name: string;
  readonly schema: Schema;
  readonly fallback: z.output<Schema>;
}

/** The choice as it is stored; the fallback where none was made, or an older version wrote one that is not understood. */
export async function readSetting<Schema extends z.ZodType>(
  setting: SettingOf<Schema>,
  sql: Prisma.TransactionClient = db(),
): Promise<z.output<Schema>> {
  const row = await sql.setting.findUnique({ where: { name: setting.name } });
  const parsed = setting.schema.safeParse(row?.value);
  return parsed.success ? parsed.data : setting.fallback;
}

/** Stores the choice in the caller's transaction. */
export async function writeSetting<Schema extends z.ZodType>(
  tx: Tx,
  setting: SettingOf<Schema>,
  value: z.input<Schema>,
): Promise<void> {
  const parsed = setting.schema.parse(value) as Prisma.InputJsonValue; // settings are plain JSON shapes
  await tx.sql.setting.upsert({
    where: { name: setting.name },
    create: { name: setting.name, value: parsed ?? Prisma.JsonNull },
    update: { value: parsed ?? Prisma.JsonNull },
  });
}
