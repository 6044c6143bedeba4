// Number plates as they are typed at a gate: nothing is refused, an unusual one is only asked for again.
export const PROVINCES = [..."鄂京津沪渝冀豫云辽黑湘皖鲁新苏浙赣桂甘晋蒙陕吉闽贵粤青藏川宁琼"];
/** Plates have no I and no O; 挂 trailer, 学 school, 警 police, 港澳 cross-border, 使领 embassies, 临 temporary. */
export const SIGNS = [..."ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"];
export const ENDINGS = [..."学警挂港澳使领临"];
export const LONGEST = 12;

const CIVIL = new RegExp(`^[${PROVINCES.join("")}][A-HJ-NP-Z][A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]$`);
const OTHERS = [
  /^WJ[一-龥]?[0-9A-Z]{4,6}$/, // armed police
  /^[A-HJ-NP-Z]{2}[0-9]{5}$/, // military
  /^[一-龥]?[0-9]{6}使$|^使[0-9]{6}$|^[一-龥][A-Z][0-9]{4}领$/,
  /^[一-龥]?[A-Z0-9]{4,8}临$|^临[一-龥]?[A-Z0-9]{4,8}$/,
];

/** As it is kept: capitals, no spaces, no dots. */
export function tidyPlate(text: string): string {
  return text.normalize("NFKC").toUpperCase().replace(/[\s·・.\-—–_]+/g, "").slice(0, LONGEST);
}

/** Looks like a Chinese plate; a foreign one does not, and is taken all the same. */
export function usualPlate(plate: string): boolean {
  return CIVIL.test(plate) || OTHERS.some((shape) => shape.test(plate));
}
