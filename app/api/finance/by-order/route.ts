import { financeByOrder } from "@/lib/finance/grouped";
import { route } from "@/lib/http/route";
import { listFinanceByOrder } from "@/lib/wire/finance";

export const GET = route(listFinanceByOrder, ({ actor, query }) => financeByOrder({ actor, query }));
