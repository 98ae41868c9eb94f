export const designScreenStrings = {
  title: "Type, spacing, colours",
  intro:
    "What every screen is drawn with, as it is now: another theme, more contrast or a larger screen changes it here as well.",
  text: "Sizes of text",
  space: "Distances",
  colour: "Colours",
  shape: "Letters, corners, time",
  sample: "Ada Lovelace, 1815",
} as const;
