"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState } from "react";
import { useCount } from "../market/money";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { EmptyState } from "../ui/empty-state";
import { type City, toCities } from "./cities";
import { LAND } from "./land";
import { type Mark, placeLabels } from "./place-labels";
import { frameAround, type Point } from "./project";
import { useWarehouses } from "./queries";
import { SourcesNotice } from "./sources-notice";

interface WarehouseMapProps {
  sellerId: string;
  /** The table of what lies in a warehouse. */
  hrefOf: (warehouseId: string) => string;
}

/** Where the goods lie: circles on a map, and the same as a list beside it. */
export function WarehouseMap({ sellerId, hrefOf }: WarehouseMapProps) {
  const t = useTranslations("stocks");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { data, isError, error, refetch } = useWarehouses(sellerId);
  const cities = useMemo(() => toCities(data?.items ?? []), [data]);
  const [lit, setLit] = useState<string | null>(null);
  if (data === undefined) {
    if (!isError) return <MapSkeleton />;
    return (
      <EmptyState
        isUrgent
        title={t("mapFailed")}
        text={errorText(error)}
        action={<Button onClick={() => refetch()}>{common("retry")}</Button>}
      />
    );
  }
  if (cities.length === 0) return <EmptyState title={t("noWarehouses")} text={t("noWarehousesText")} />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-10 two:px-6">
      <div className="mb-3 empty:hidden">
        <SourcesNotice sources={data.sources} />
      </div>
      <div className="grid gap-x-8 gap-y-5 views:grid-cols-[minmax(0,1fr)_320px]">
        <Drawing cities={cities} lit={lit} onLit={setLit} />
        <ul aria-label={t("cities")} className="flex flex-col">
          {cities.map((city) => (
            <CityLine
              key={city.key}
              city={city}
              isLit={lit === city.key}
              onLit={(isLit) => setLit(isLit ? city.key : null)}
              hrefOf={hrefOf}
            />
          ))}
        </ul>
      </div>
    </div>
  );
}

const LABEL_PX = 12;
const CHAR_PX = 6.6; // of a letter at that size, rather too wide than too narrow
const MOST_RADIUS_PX = 26;
const LEAST_RADIUS_PX = 4;

/** How wide the drawing stands on the screen: names keep their size whatever it is. */
function useWidth() {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (place.current === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return { place, width };
}

type Placed = City & { readonly at: Point; readonly radius: number };

function toPlaced(cities: readonly City[], unit: number): readonly Placed[] {
  const most = Math.max(1, ...cities.map(({ free }) => free));
  return cities.flatMap((city): Placed[] => {
    if (city.at === null) return [];
    const part = Math.sqrt(city.free / most); // the area tells how many
    return [{ ...city, at: city.at, radius: unit * Math.max(LEAST_RADIUS_PX, MOST_RADIUS_PX * part) }];
  });
}

interface DrawingProps {
  cities: readonly City[];
  lit: string | null;
  onLit: (key: string | null) => void;
}

function Drawing({ cities, lit, onLit }: DrawingProps) {
  const t = useTranslations("stocks");
  const { place, width } = useWidth();
  const shape = width > 0 && width < 520 ? 1 : 1.55;
  const points = cities.flatMap(({ at }) => (at === null ? [] : [at]));
  const frame = frameAround(points, shape);
  const unit = frame.width / Math.max(1, width); // of the drawing in a pixel
  const placed = toPlaced(cities, unit);
  const marks = placed.map(
    ({ key, name, at, radius }): Mark => ({
      key,
      at,
      radius,
      labelWidth: (name ?? "").length * CHAR_PX * unit,
      labelHeight: (LABEL_PX + 2) * unit,
    }),
  );
  const labels = placeLabels(marks, {
    left: frame.x,
    right: frame.x + frame.width,
    top: frame.y,
    bottom: frame.y + frame.height,
  });
  return (
    <div ref={place} style={{ aspectRatio: shape }} className="overflow-hidden rounded-control bg-theirs">
      {width > 0 && (
        <svg
          role="img"
          aria-label={t("mapLabel", { count: placed.length })}
          viewBox={`${frame.x} ${frame.y} ${frame.width} ${frame.height}`}
          className="block size-full"
        >
          <path d={LAND} className="fill-panel stroke-line" strokeWidth={unit} />
          {placed.map(({ key, name, at, radius, free }) => (
            <circle
              key={key}
              cx={at.x}
              cy={at.y}
              r={radius}
              strokeWidth={unit * (lit === key ? 2.5 : 1)}
              onPointerEnter={() => onLit(key)}
              onPointerLeave={() => onLit(null)}
              className={cx(
                "stroke-accent transition-[fill-opacity] duration-120",
                free === 0 ? "fill-panel" : "fill-accent",
                lit === key ? "[fill-opacity:0.7]" : "[fill-opacity:0.35]",
              )}
            >
              <title>{t("cityTitle", { city: name ?? "", count: free })}</title>
            </circle>
          ))}
          {placed.map(({ key, name }) => {
            const label = labels.get(key);
            if (label === undefined) return null;
            return (
              <text
                key={key}
                x={label.x}
                y={label.y}
                fontSize={LABEL_PX * unit}
                dominantBaseline="central"
                className={cx("pointer-events-none fill-ink", lit === key && "font-semibold")}
              >
                {name}
              </text>
            );
          })}
        </svg>
      )}
    </div>
  );
}

interface CityLineProps {
  city: City;
  isLit: boolean;
  onLit: (isLit: boolean) => void;
  hrefOf: (warehouseId: string) => string;
}

function CityLine({ city, isLit, onLit, hrefOf }: CityLineProps) {
  const t = useTranslations("stocks");
  const count = useCount();
  return (
    <li
      data-city={city.key}
      onPointerEnter={() => onLit(true)}
      onPointerLeave={() => onLit(false)}
      className={cx("-mx-2 border-line border-b px-2 py-2", isLit && "bg-selected")}
    >
      <p className="flex items-baseline justify-between gap-3 font-medium">
        <span>{city.name ?? t("noCity")}</span>
        <span className="tabular-nums">{count(city.free)}</span>
      </p>
      <ul>
        {city.warehouses.map((warehouse) => (
          <li
            key={`${warehouse.kind} ${warehouse.id}`}
            className="flex items-baseline justify-between gap-3 text-[12.5px] text-muted"
          >
            <Link
              href={hrefOf(warehouse.id)}
              onFocus={() => onLit(true)}
              onBlur={() => onLit(false)}
              className="wrap-anywhere min-w-0 rounded-[4px] py-0.5 hover:text-accent-ink hover:underline pointer-coarse:py-2.5"
            >
              {warehouse.name}
              {warehouse.kind === "own" && ` · ${t("own")}`}
              {!warehouse.is_active && ` · ${t("closed")}`}
            </Link>
            <span
              className="shrink-0 tabular-nums"
              title={t("reservedPromised", {
                reserved: count(warehouse.reserved),
                promised: count(warehouse.promised),
              })}
            >
              {count(warehouse.free)}
            </span>
          </li>
        ))}
      </ul>
      {city.at === null && city.name !== null && <p className="text-[12px] text-muted">{t("notOnMap")}</p>}
    </li>
  );
}

function MapSkeleton() {
  const common = useTranslations("common");
  return (
    <div
      role="status"
      aria-label={common("loading")}
      className="grid gap-8 px-4 two:px-6 views:grid-cols-[minmax(0,1fr)_320px]"
    >
      <div className="skeleton aspect-[1.55] w-full" />
      <div className="skeleton h-72 w-full" />
    </div>
  );
}
