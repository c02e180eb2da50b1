import { expect, test } from "vitest";
import { findCityPlace } from "./city-places";

test("names of a marketplace's warehouses tell their cities", () => {
  const cityOf = (name: string) => findCityPlace(name)?.city;
  expect(cityOf("САНКТ_ПЕТЕРБУРГ_РФЦ")).toBe("Санкт-Петербург");
  expect(cityOf("Санкт_Петербург_РФЦ")).toBe("Санкт-Петербург");
  expect(cityOf("СПБ_БУГРЫ_РФЦ")).toBe("Бугры");
  expect(cityOf("СПБ_НОВЫЙ_РФЦ")).toBe("Санкт-Петербург");
  expect(cityOf("ХОРУГВИНО_РФЦ")).toBe("Хоругвино");
  expect(cityOf("МИНСК_МПСЦ")).toBe("Минск");
  expect(cityOf("ПУШКИНО_2_РФЦ")).toBe("Пушкино");
  expect(cityOf("РОСТОВ_НА_ДОНУ_РФЦ")).toBe("Ростов-на-Дону");
  expect(cityOf("ЕКАТЕРИНБУРГ_РФЦ_НОВЫЙ")).toBe("Екатеринбург");
});

test("an address is read by whole words", () => {
  expect(findCityPlace("Россия, Московская Область, Софьино, промзона ССТ, к2")?.city).toBe("Софьино");
  expect(findCityPlace("г. Орёл, ул. Казанская, 1")?.city).toBe("Орёл");
  expect(findCityPlace("Московская область, деревня Казанское")).toBeNull();
});

test("what is not known is not guessed", () => {
  for (const name of ["", "Основной склад", "17023", "РФЦ", "МОСКОВСКИЙ_РФЦ", "Main warehouse"])
    expect(findCityPlace(name)).toBeNull();
});

test("places are where Ozon sells", () => {
  const place = findCityPlace("ВЛАДИВОСТОК_МРФЦ");
  expect(place).toEqual({ city: "Владивосток", latitude: 43.12, longitude: 131.89 });
});
