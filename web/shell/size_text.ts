// "35 MB" as the reader's language writes it.
const kUnits = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

export function size_text(bytes: number, locale: string): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < kUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return new Intl.NumberFormat(locale, {
    style: "unit", unit: kUnits[unit]!, unitDisplay: "short", maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
  }).format(value);
}
