"""Welsh names of places, by the code of the place: those that public bodies use. Others keep the name they have."""

WELSH = {
    "GB": "Y Deyrnas Unedig",
    "E92000001": "Lloegr", "S92000003": "Yr Alban", "W92000004": "Cymru", "N92000002": "Gogledd Iwerddon",
    "E12000001": "Gogledd-ddwyrain Lloegr", "E12000002": "Gogledd-orllewin Lloegr",
    "E12000003": "Swydd Efrog a’r Humber", "E12000004": "Dwyrain Canolbarth Lloegr",
    "E12000005": "Gorllewin Canolbarth Lloegr", "E12000006": "Dwyrain Lloegr", "E12000007": "Llundain",
    "E12000008": "De-ddwyrain Lloegr", "E12000009": "De-orllewin Lloegr",
    "W06000001": "Ynys Môn", "W06000002": "Gwynedd", "W06000003": "Conwy", "W06000004": "Sir Ddinbych",
    "W06000005": "Sir y Fflint", "W06000006": "Wrecsam", "W06000008": "Ceredigion", "W06000009": "Sir Benfro",
    "W06000010": "Sir Gaerfyrddin", "W06000011": "Abertawe", "W06000012": "Castell-nedd Port Talbot",
    "W06000013": "Pen-y-bont ar Ogwr", "W06000014": "Bro Morgannwg", "W06000015": "Caerdydd",
    "W06000016": "Rhondda Cynon Taf", "W06000018": "Caerffili", "W06000019": "Blaenau Gwent", "W06000020": "Torfaen",
    "W06000021": "Sir Fynwy", "W06000022": "Casnewydd", "W06000023": "Powys", "W06000024": "Merthyr Tudful",
    "S12000036": "Caeredin", "E08000012": "Lerpwl", "E08000003": "Manceinion", "E06000023": "Bryste",
    "E06000019": "Swydd Henffordd", "E06000051": "Swydd Amwythig",
}  # fmt: skip
"""Codes are those of the Office for National Statistics (see `seeds/regions.csv` and `seeds/councils.csv`)."""

IN = {"cy": WELSH}
"""The names by language."""
