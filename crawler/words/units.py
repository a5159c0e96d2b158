"""How languages say how long ago something was. Data for `calendar_words`.

Each language names its units in order, second, minute, hour, day, week, month, year, parted by commas; forms of one
unit are parted by `/`, and `_` stands for a space.
"""

SPANS = {
    "en": "second/seconds/sec/secs/s, minute/minutes/min/mins/m, hour/hours/hr/hrs/h, day/days/d, "
    "week/weeks/wk/wks/w, month/months/mth/mths/mos/mo, year/years/yr/yrs/y",
    "cy": "eiliad/eil/eiliadau, munud/mun/funud/munudau, awr/oriau, "
    "diwrnod/ddiwrnod/diwrnodau/niwrnod/dydd/ddydd, wythnos/ws/wythnosau, mis/fis/misoedd, "
    "blwyddyn/flynedd/flynyddoedd/flwyddyn/bl/blynedd/mlynedd/blynyddoedd",
    "pl": "sekundę/sekundy/sekund/sekunda/sek, minutę/minuty/minut/minuta/min, "
    "godzinę/godziny/godzin/godzina/godz, dzień/dni, tydzień/tygodnie/tygodni/tydz/tyg, "
    "miesiąc/miesiące/miesięcy/mies/msc, rok/lata/lat",
    "de": "sekunde/sekunden/sek, minute/minuten/min, stunde/stunden/std/h, tag/tagen/tg/tage, woche/wochen/wo, "
    "monat/monaten/mon/monate, jahr/jahren/j/jahre",
    "fr": "seconde/secondes/s/sec, minute/minutes/min, heure/heures/h, jour/jours/j, semaine/semaines/sem, "
    "mois/m, an/ans/année/années",
    "es": "segundo/segundos/s/seg, minuto/minutos/min, hora/horas/h, día/días/d, semana/semanas/sem, "
    "mes/meses/m, año/años",
    "it": "secondo/secondi/s/sec, minuto/minuti/min, ora/ore/h, giorno/giorni/gg, settimana/settimane/sett, "
    "mese/mesi, anno/anni",
    "nl": "seconde/seconden/sec, minuut/minuten/min, uur/uren, dag/dagen, week/weken/wk/wkn, maand/maanden/mnd, "
    "jaar/jr",
    "pt": "segundo/segundos/s/seg, minuto/minutos/min, hora/horas/h, dia/dias, semana/semanas/sem, mês/meses, ano/anos",
    "ca": "segon/segons/s, minut/minuts/min, hora/hores/h, dia/dies, setmana/setmanes/setm, mes/mesos/m, any/anys",
    "gl": "segundo/segundos/s, minuto/minutos/min, hora/horas/h, día/días, semana/semanas/sem, mes/meses, ano/anos",
    "eu": "segundo/s, minutu/min, ordu/h, egun, aste, hilabete, urte",
    "ru": "секунду/секунды/секунд/секунда/с/сек, минуту/минуты/минут/минута/мин, час/часа/часов/ч, "
    "день/дня/дней/дн, неделю/недели/недель/неделя/нед, месяц/месяца/месяцев/мес, год/года/лет/г/л",
    "uk": "секунду/секунди/секунд/секунда/с/сек, хвилину/хвилини/хвилин/хвилина/хв, "
    "годину/години/годин/година/год, день/дні/днів/дн, тиждень/тижні/тижнів/тиж, "
    "місяць/місяці/місяців/міс, рік/роки/років/р",
    "be": "секунду/секунды/секунд/секунда/с, хвіліну/хвіліны/хвілін/хвіліна/хв, "
    "гадзіну/гадзіны/гадзін/гадзіна/гадз, дзень/дні/дзён/суткі/сут/сутак, тыдзень/тыдні/тыдняў/тыдз, "
    "месяц/месяцы/месяцаў/мес/месяца, год/гады/гадоў/г",
    "bg": "секунда/секунди/сек, минута/минути/мин, час/часа/ч, ден/дни/д, седмица/седмици/седм, "
    "месец/месеца/мес, година/години/год",
    "sr": "секунде/секунди/секунда/сек, минута/минут/мин, сата/сати/сат, дана/дан, недеље/недеља/нед, "
    "месеца/месеци/месец/мес, године/година/год",
    "sr-latn": "sekunde/sekundi/sekunda/sek, minuta/minut/min, sata/sati/sat, dana/dan, nedelje/nedelja/ned, "
    "meseca/meseci/mesec/mes, godine/godina/god",
    "mk": "секунда/сек/секунди, минута/мин/минути, час/ч/часа, ден/дена, седмица/сед/седмици, месец/мес/месеци, "
    "година/год/години",
    "hr": "sekundu/sekunde/sekundi/sekunda/s, minutu/minute/minuta/min, sat/sata/sati/h, dan/dana, "
    "tjedan/tjedna/tjedana/tj, mjesec/mjeseca/mjeseci/mj, godinu/godine/godina/g",
    "bs": "sekundu/sekunde/sekundi/sekunda/sek, minutu/minute/minuta/min, sat/sata/sati/h, dan/dana, "
    "sedmicu/sedmice/sedmica/sedm, mjesec/mjeseca/mjeseci/mj, godinu/godine/godina/god",
    "sl": "sekundo/sekundama/sekundami/sekunda/sek/sekundi/sekunde/sekund, "
    "minuto/minutama/minutami/minuta/min/minuti/minute/minut, uro/urama/urami/ura/h/uri/ure/ur, "
    "dnevom/dnevoma/dnevi/dan/d/dneva/dni, tednom/tednoma/tedni/teden/t/tedna/tednov, "
    "mesecem/mesecema/meseci/mesec/m/meseca/mesecev, letom/letoma/leti/leto/l/let",
    "cs": "sekundou/sekundami/sekunda/s/sekundy/sekund, minutou/minutami/minuta/min/minuty/minut, "
    "hodinou/hodinami/hodina/h/hodiny/hodin, dnem/dny/den/dnů, týdnem/týdny/týden/týd/týdnů, "
    "měsícem/měsíci/měsíc/měs/měsíce/měsíců, rokem/lety/rok/roky/let",
    "sk": "sekundou/sekundami/sekunda/s/sekundy/sekúnd, minútou/minútami/minúta/min/minúty/minút, "
    "hodinou/hodinami/hodina/h/hodiny/hodín, dňom/dňami/deň/dni/dní, "
    "týždňom/týždňami/týždeň/týž/týždne/týždňov, mesiacom/mesiacmi/mesiac/mes/mesiace/mesiacov, "
    "rokom/rokmi/rok/r/roky/rokov",
    "hu": "másodperccel/másodperc/mp, perccel/perc/p, órával/óra/ó, nappal/nap, héttel/hét, hónappal/hónap, évvel/év",
    "ro": "secundă/secunde/s, minut/minute/min, oră/ore, zi/zile, săptămână/săptămâni/săpt, lună/luni, an/ani",
    "sv": "sekund/sekunder/s, minut/minuter/min, timme/timmar/tim, dag/dagar/dygn/d, vecka/veckor/v, "
    "månad/månader/mån, år",
    "nb": "sekund/sekunder/sek, minutt/minutter/min, time/timer/t, døgn/d/dag/dager, uke/uker/u, måned/måneder/md, år",
    "da": "sekund/sekunder/sek, minut/minutter/min, time/timer/t, dag/dage, uge/uger, måned/måneder/md/mdr, år",
    "fi": "sekunti/sekuntia/s, minuutti/minuuttia/min, tunti/tuntia/t, päivä/päivää/pv, viikko/viikkoa/vk, "
    "kuukausi/kuukautta/kk, vuosi/vuotta/v",
    "is": "sekúndu/sekúndum/sekúnda/sek/sekúndur, mínútu/mínútum/mínúta/mín/mínútur, "
    "klukkustund/klukkustundum/klst/klukkustundir, degi/dögum/dagur/dagar/daga/dag, "
    "viku/vikum/vika/vikur, mánuði/mánuðum/mánuður/mán/mánuðir, ári/árum/ár",
    "et": "sekundi/sekund/sek/sekundit, minuti/minut/min/minutit, tunni/tund/t/tundi, "
    "päeva/ööpäev/päev/ööpäeva, nädala/nädal/näd/nädalat, kuu/kuud, aasta/aastat",
    "lv": "sekundes/sekundēm/sekunde/sek/sekunžu, minūtes/minūtēm/minūte/min/minūšu, "
    "stundas/stundām/stunda/st/stundu, dienas/dienām/diena/d/dienu, nedēļas/nedēļām/nedēļa/ned/nedēļu, "
    "mēneša/mēnešiem/mēnesis/mēn/mēneši/mēnešu, gada/gadiem/gads/g/gadi/gadu",
    "lt": "sekundę/sekundes/sekundžių/sekundė/sek/sekundės, minutę/minutes/minučių/minutė/min/minutės, "
    "valandą/valandas/valandų/valanda/val/valandos, dieną/dienas/dienų/diena/d/dienos, "
    "savaitę/savaites/savaičių/savaitė/sav/savaitės, mėnesį/mėnesius/mėnesių/mėnuo/mėn/mėnesiai, "
    "metus/metų/metai/m",
    "tr": "saniye/sn, dakika/dk, saat/sa, gün, hafta/hf, ay, yıl",
    "az": "saniyə/san, dəqiqə/dəq, saat, gün, həftə/hft, ay, il",
    "el": "δευτερόλεπτο/δευτερόλεπτα/δευτ, λεπτό/λεπτά/λ, ώρα/ώρες/ώ, ημέρα/ημέρες/μέρα/μέρες, "
    "εβδομάδα/εβδομάδες/εβδ, μήνα/μήνες/μήνας/μήν, έτος/έτη/έτ/χρόνια/χρόνο/χρόνος",
    "sq": "sekondë/sekonda/sek, minutë/minuta/min, orë, ditë, javë, muaj, vit/vjet",
    "ar": "ثانية/ثوانِ/ث/ثوان/ثواني, دقيقة/دقائق/د/دقيقه, ساعة/ساعات/س, يوم/أيام/يومًا/ايام/يوما, "
    "أسبوع/أسابيع/أسبوعًا/اسابيع, شهر/أشهر/شهرًا/اشهر/شهور/شهرا, سنة/سنوات/عام/اعوام/عاما",
    "fa": "ثانیه/لحظه, دقیقه, ساعت, روز, هفته, ماه, سال",
    "he": "שנייה/שניות/שניה/שנ׳, דקה/דקות/דק׳, שעה/שעות/שע׳, יום/ימים/ימ׳, שבוע/שבועות, חודש/חודשים/ח׳, שנה/שנים",
    "hi": "सेकंड/से॰, मिनट/मि॰, घंटे/घंटा/घं॰, दिन, सप्ताह, माह/महीना/महीने, वर्ष",
    "id": "detik/dtk, menit/mnt, jam/j, hari/hr, minggu/mgg/mg, bulan/bln, tahun/thn",
    "ms": "saat, minit/min, jam/j, hari, minggu/mgu, bulan/bln, tahun/thn",
    "nn": "sekund, minutt, time/timar, dag/dagar/døgn, veke/veker, månad/månadar, år",
    "af": "sekonde/sekondes, minuut/minute, uur, dag/dae, week/weke, maand/maande, jaar",
    "bn": "সেকেন্ড, মিনিট, ঘন্টা, দিন, সপ্তাহ, মাস, বছর",
    "fil": "segundo, minuto, oras, araw, linggo, buwan, taon",
    "ka": "წამის, წუთის, საათის, დღის, კვირის, თვის, წლის",
    "hy": "վայրկյան, րոպե, ժամ, օր, շաբաթ, ամիս, տարի",
    "kk": "секунд, минут, сағат, күн, апта, ай, жыл",
    "uz": "soniya, daqiqa, soat, kun, hafta, oy, yil",
    "eo": "sekundo/sekundoj, minuto/minutoj, horo/horoj, tago/tagoj, semajno/semajnoj, monato/monatoj, jaro/jaroj",
    "vi": "giây, phút, giờ/tiếng, ngày/hôm, tuần, tháng, năm",
}
NAMED_SPANS = {
    "ar": "ثانيتين 2 0, دقيقتين 2 1, ساعتين 2 2, يومين 2 3, أسبوعين 2 4, شهرين 2 5, سنتين 2 6, عامين 2 6",
    "he": "שעתיים 2 2, יומיים 2 3, שבועיים 2 4, חודשיים 2 5, שנתיים 2 6",
    "id": "sedetik 1 0, semenit 1 1, sejam 1 2, sehari 1 3, seminggu 1 4, sebulan 1 5, setahun 1 6",
    "ms": "sesaat 1 0, seminit 1 1, sejam 1 2, sehari 1 3, seminggu 1 4, sebulan 1 5, setahun 1 6",
}
"""Spans in one word: the word, how many, and the place of the unit in the order above."""

AFTER = {
    "en": "ago", "it": "fa", "nl": "geleden", "pl": "temu", "ru": "назад", "uk": "тому/назад", "be": "таму",
    "cy": "yn_ôl", "sv": "sedan/sen", "nb": "siden", "da": "siden", "fi": "sitten", "et": "tagasi/eest",
    "hu": "ezelőtt", "tr": "önce", "az": "əvvəl/öncə/qabaq", "sq": "më_parë", "fa": "پیش/قبل", "hi": "पहले",
    "id": "yang_lalu/lalu", "ms": "yang_lalu/lalu",
    "vi": "trước", "pt": "atrás", "es": "atrás", "ro": "în_urmă", "cs": "zpět/nazpět",
    "sk": "späť", "sl": "nazaj", "nn": "sidan", "af": "gelede",
    "bn": "আগে/পূর্বে", "ka": "წინ", "hy": "առաջ", "kk": "бұрын", "uz": "oldin/avval",
    "fil": "ang_nakalipas/nakaraan", "el": "πριν", "is": "síðan", "ca": "enrere",
}  # fmt: skip
"""Words behind a span: "5 minutes ago"."""

BEFORE = {
    "de": "vor", "fr": "il_y_a", "es": "hace", "pt": "há/faz", "ca": "fa", "gl": "hai/fai", "eu": "duela", "cs": "před",
    "sk": "pred", "sl": "pred", "hr": "prije", "bs": "prije", "sr-latn": "pre/prije", "sr": "пре", "bg": "преди",
    "mk": "пред", "ro": "acum", "lv": "pirms", "lt": "prieš", "ar": "منذ/قبل", "he": "לפני", "el": "πριν",
    "is": "fyrir", "vi": "cách_đây", "eo": "antaŭ",
}  # fmt: skip
"""Words before a span: "vor 5 Minuten"."""

SINCE = {
    "hu": "másodperce 0, perce 1, órája 2, napja 3, hete 4, hónapja 5, éve 6",
}
"""Units that say by themselves that the span is past: "5 perce"."""

ONE = (
    "a an one einer einem eine ein un une una uno een eén um uma jedną jednu jedną один одну одну одна en ett et ei "
    "yksi egy bir satu jednu jednou jeden jedna jedan jedno μία μια ένα ena o un' یک एक واحدة واحد một"
)
"""Words for one: "an hour ago"."""

FEW = (
    "few several some couple quelques plusieurs unos unas algunos algunas varios varias poucos poucas alguns algumas "
    "pochi poche alcuni alcune qualche einigen einige wenigen wenige paar kilka kilku parę несколько кілька enkele "
    "nekoliko několika několik niekoľkými pár néhány câteva cateva några noen nogle muutama muutaman birkaç beberapa "
    "ychydig mniej weniger less moins menos meno menej меньше менше minder mindre μερικά λίγα چند عدة vài"
)
"""Words for some, or for less than one: how many is not said."""

JOINERS = "and und et y e en i и oraz og och ja ve και și si és a i te va و ו"
"""Words between two spans: "1 hour and 5 minutes ago"."""

JUST_NOW = (
    "just_now, a_moment_ago, moments_ago, right_now, gerade_eben, soeben, vor_kurzem, vor_einem_moment, "
    "vor_einem_augenblick, à_l'instant, a_l'instant, maintenant_même, ahora_mismo, hace_un_momento, hace_un_instante, "
    "hace_instantes, justo_ahora, proprio_ora, un_momento_fa, poco_fa, adesso, pochi_istanti_fa, zojuist, zonet, "
    "net_nu, agora_mesmo, há_instantes, há_momentos, agora_há_pouco, przed_chwilą, chwilę_temu, только_что, щойно, "
    "тільки_що, прямо_сейчас, nawr, newydd_nawr, just_nu, nyss, alldeles_nyss, akkurat_nå, lige_nu, for_lidt_siden, "
    "juuri_äsken, juuri_nyt, hetki_sitten, právě_teď, právě_nyní, před_chvílí, před_okamžikem, práve_teraz, "
    "pred_chvíľou, most, épp_most, az_imént, chiar_acum, az_önce, şimdi, biraz_önce, μόλις_τώρα, πριν_λίγο, "
    "τώρα_μόλις, الآن, منذ_لحظات, قبل_لحظات, منذ_قليل, همین_حالا, هم_اکنون, لحظاتی_پیش, اکنون, כרגע, ממש_עכשיו, הרגע, "
    "לפני_רגע, baru_saja, barusan, vừa_xong, vừa_mới, ngay_bây_giờ, мгновение_назад, току-що, upravo_sada, upravo, "
    "ara_mateix, fa_un_moment, arestion, tik_ką, ką_tik, tikko, äsja, rétt_í_þessu"
)
"""What stands for less than a minute."""
