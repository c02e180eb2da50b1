import { expect, test } from "vitest";
import { isPictureAddress } from "./picture-hosts";

const API = "https://api-seller.ozon.ru";
const NEAR = "http://127.0.0.1:4100";

test.each([
  "https://cdn1.ozone.ru/s3/multimedia-1/1.jpg",
  "https://ir.ozone.ru/s3/multimedia-x/wc1000/1.jpg",
  "https://cdn1.ozonru.me/s3/1.jpg",
  "https://api-seller.ozon.ru/pictures/1.jpg",
])("a picture is fetched from the marketplace's own host: %s", (address) => {
  expect(isPictureAddress(address, API)).toBe(true);
});

test.each([
  "http://cdn1.ozone.ru/s3/1.jpg", // anybody on the way could put another in its place
  "https://cdn1.ozone.ru:8443/1.jpg",
  "https://cdn1.ozone.ru.example.com/1.jpg",
  "https://evil-ozone.ru/1.jpg",
  "https://user:pass@cdn1.ozone.ru/1.jpg",
  "http://127.0.0.1/1.jpg",
  "http://169.254.169.254/latest/meta-data",
  "file:///etc/passwd",
  "cdn1.ozone.ru/1.jpg",
])("and from nowhere else: %s", (address) => {
  expect(isPictureAddress(address, API)).toBe(false);
});

test("a stand-in on this machine gives its own pictures alone", () => {
  expect(isPictureAddress(`${NEAR}/market/pictures/1.png`, NEAR)).toBe(true);
  expect(isPictureAddress("http://127.0.0.1:4101/1.png", NEAR)).toBe(false);
  expect(isPictureAddress("https://cdn1.ozone.ru/1.jpg", NEAR)).toBe(false);
});
