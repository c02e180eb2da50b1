import { route } from "@/lib/http/route";
import { readOperations } from "@/lib/operations/read-operations";
import { getOperations } from "@/lib/wire/operations";

export const GET = route(getOperations, async () => ({ operations: await readOperations() }));
