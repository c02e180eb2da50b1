import { goalLine, type Line } from "./figure";
import { RARE_WORD } from "./fill-chats";
import type { Archive, Screen } from "./inbox-archive";
import { describeLatencies, latenciesOf, valuesOf } from "./latencies";
import { openLoop } from "./open-loop";

/** People search seldom: a few a second is a large company. */
const PER_SECOND = 10;
const SECONDS = 10;
const GOAL_MS = 150;

type Query = (archive: Archive, index: number) => string;

function search(
  what: string,
  words: readonly string[],
  more: Query = () => "",
  who: Screen["who"] = "admin",
): Screen {
  return {
    what: `search: ${what}`,
    who,
    paths: (archive, index) => [
      `/api/chats?status=all&limit=50&q=${encodeURIComponent(words[index % words.length] ?? "")}${more(archive, index)}`,
    ],
  };
}

const anySeller: Query = (archive, index) =>
  `&seller_id=${archive.sellerIds[index % archive.sellerIds.length]}`;
const smallSeller: Query = (archive, index) =>
  `&seller_id=${archive.sellerIds[archive.sellerIds.length - 1 - (index % 10)]}`;

const common = ["доставка", "заказ", "размер", "возврат"];
const forms = ["доставки", "заказы", "размера", "возвратом"];
const rare = [RARE_WORD, "астролябия", "секстант", "балалаек"];
const two = ["заказ доставка", "возврат деньги", "чайник запах", "размер сорок"];
const rareTwo = ["гидрокостюм вода", "астролябию заказать", "аккордеон возврат", "телескоп поцарапан"];

/** What people type, from words in every fifth message to words in a few dozen of a million. */
export const searchScreens: readonly Screen[] = [
  search("common words", common),
  search("common words in other forms", forms),
  search("rare words", rare),
  search("two common words", two),
  search("two words, one rare", rareTwo),
  search("a phrase in quotes", ['"не подошёл размер"', '"прикладываю фотографию"']),
  search("a word nobody wrote", ["дирижабль", "крокодил"]),
  search("common words within a seller", common, anySeller),
  search("two words within a small seller", two, smallSeller),
  search("rare words within a small seller", rare, smallSeller),
  search("common words, an operator of 3 small sellers", common, undefined, "operator"),
  search("rare words, an operator of 3 small sellers", rare, undefined, "operator"),
];

/** One line for each kind of search. */
export async function measureSearch(archive: Archive): Promise<Line[]> {
  const lines: Line[] = [];
  for (const screen of searchScreens) {
    const send = async (index: number) => {
      await Promise.all(screen.paths(archive, index).map((path) => archive[screen.who].get(path)));
    };
    await openLoop({ perSecond: PER_SECOND, seconds: 1, send });
    const latencies = latenciesOf(await openLoop({ perSecond: PER_SECOND, seconds: SECONDS, send }));
    lines.push(
      goalLine({
        what: screen.what,
        goal: "p95 <= 150 ms",
        measured: describeLatencies(latencies),
        isMet: latencies.p95 <= GOAL_MS,
        values: valuesOf(latencies),
      }),
    );
  }
  return lines;
}
