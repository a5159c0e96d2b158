"""How languages name the months: full names, in the cases that dates use, and short forms. Data for `calendar_words`.

Each language names its twelve months in order, parted by commas; forms of one month are parted by `/`, and `_`
stands for a space. Case, accents, final dots and the variants of Arabic letters are smoothed out when they are read.
"""

MONTHS = {
    "en": "january/jan, february/feb, march/mar, april/apr, may, june/jun, july/jul, august/aug, "
    "september/sep/sept, october/oct, november/nov, december/dec",
    "cy": "ionawr/ion, chwefror/chwef/chw/chwe, mawrth/maw, ebrill/ebr, mai, mehefin/meh, "
    "gorffennaf/gorff/gor, awst/aws, medi/med, hydref/hyd, tachwedd/tach/tac, rhagfyr/rhag/rha",
    "pl": "stycznia/sty/styczeń, lutego/lut/luty, marca/mar/marzec, kwietnia/kwi/kwiecień, maja/maj, "
    "czerwca/cze/czerwiec/czer, lipca/lip/lipiec, sierpnia/sie/sierpień, września/wrz/wrzesień, "
    "października/paź/październik/paz, listopada/lis/listopad, grudnia/gru/grudzień",
    "de": "januar/jan/jänner/jän, februar/feb/feber, märz/mär/mrz, april/apr, mai, juni/jun, juli/jul, "
    "august/aug, september/sept/sep, oktober/okt, november/nov, dezember/dez",
    "fr": "janvier/janv/jan, février/févr/fév/fev, mars/mar, avril/avr, mai, juin, juillet/juil/jul, "
    "août/aoû/aou, septembre/sept/sep, octobre/oct, novembre/nov, décembre/déc",
    "es": "enero/ene, febrero/feb, marzo/mar, abril/abr, mayo, junio/jun, julio/jul, agosto/ago, "
    "septiembre/sept/sep/set/setiembre, octubre/oct, noviembre/nov, diciembre/dic",
    "it": "gennaio/gen, febbraio/feb, marzo/mar, aprile/apr, maggio/mag, giugno/giu, luglio/lug, agosto/ago, "
    "settembre/set, ottobre/ott, novembre/nov, dicembre/dic",
    "nl": "januari/jan, februari/feb, maart/mrt, april/apr, mei, juni/jun, juli/jul, augustus/aug, "
    "september/sep, oktober/okt, november/nov, december/dec",
    "pt": "janeiro/jan, fevereiro/fev, março/mar, abril/abr, maio/mai, junho/jun, julho/jul, agosto/ago, "
    "setembro/set, outubro/out, novembro/nov, dezembro/dez",
    "ca": "gener/gen, febrer/febr, març, abril/abr, maig, juny, juliol/jul, agost/ag, setembre/set, "
    "octubre/oct, novembre/nov, desembre/des",
    "gl": "xaneiro/xan, febreiro/feb, marzo/mar, abril/abr, maio, xuño, xullo/xul, agosto/ago, setembro/set, "
    "outubro/out, novembro/nov, decembro/dec",
    "eu": "urtarrila/urt, otsaila/ots, martxoa/mar, apirila/api, maiatza/mai, ekaina/eka, uztaila/uzt, "
    "abuztua/abu, iraila/ira, urria/urr, azaroa/aza, abendua/abe",
    "ru": "января/янв/январь, февраля/февр/февраль, марта/мар/март/мрт, апреля/апр/апрель, мая/май, "
    "июня/июн/июнь, июля/июл/июль, августа/авг/август, сентября/сент/сентябрь/сен, октября/окт/октябрь, "
    "ноября/нояб/ноябрь/ноя, декабря/дек/декабрь",
    "uk": "січня/січ/січень, лютого/лют/лютий, березня/бер/березень, квітня/квіт/квітень, травня/трав/травень, "
    "червня/черв/червень, липня/лип/липень, серпня/серп/серпень, вересня/вер/вересень, "
    "жовтня/жовт/жовтень, листопада/лист/листопад, грудня/груд/грудень",
    "be": "студзеня/сту/студзень, лютага/лют/люты, сакавіка/сак/сакавік, красавіка/кра/красавік, мая/май, "
    "чэрвеня/чэр/чэрвень, ліпеня/ліп/ліпень, жніўня/жні/жнівень, верасня/вер/верасень, "
    "кастрычніка/кас/кастрычнік, лістапада/ліс/лістапад, снежня/сне/снежань",
    "bg": "януари/яну, февруари/фев, март/mar/мар, април/апр/apr, май, юни, юли, август/авг, "
    "септември/сеп, октомври/окт/okt, ноември/ное, декември/дек",
    "sr": "јануар/јан, фебруар/феб, март/мар/mar, април/апр/apr, мај, јун, јул, август/авг, "
    "септембар/сеп, октобар/окт/okt, новембар/нов, децембар/дец",
    "sr-latn": "januar/jan, februar/feb, mart/mar, april/apr, maj, jun, jul, avgust/avg, septembar/sep, "
    "oktobar/okt, novembar/nov, decembar/dec",
    "mk": "јануари/јан, февруари/фев, март/мар/mar, април/апр/apr, мај, јуни/јун, јули/јул, "
    "август/авг, септември/сеп, октомври/окт/okt, ноември/ное, декември/дек",
    "hr": "siječnja/sij/siječanj, veljače/velj/veljača/vel, ožujka/ožu/ožujak/mar, travnja/tra/travanj, "
    "svibnja/svi/svibanj, lipnja/lip/lipanj, srpnja/srp/srpanj, kolovoza/kol/kolovoz, rujna/ruj/rujan, "
    "listopada/lis/listopad, studenoga/stu/studeni/stud/studenog, prosinca/pro/prosinac",
    "bs": "januar/jan, februar/feb, mart/mar, april/apr, maj, juni/jun, juli/jul, august/aug, "
    "septembar/sep, oktobar/okt, novembar/nov, decembar/dec",
    "sl": "januar/jan, februar/feb, marec/mar, april/apr, maj, junij/jun, julij/jul, avgust/avg, "
    "september/sep, oktober/okt, november/nov, december/dec",
    "cs": "ledna/led/leden, února/úno/únor, března/bře/březen/mar, dubna/dub/duben/apr, května/kvě/květen, "
    "června/čvn/červen/cer/čer, července/čvc/červenec/čec, srpna/srp/srpen, září/zář, října/říj/říjen, "
    "listopadu/lis/listopad, prosince/pro/prosinec",
    "sk": "januára/jan/január, februára/feb/február, marca/mar/marec, apríla/apr/apríl, mája/máj/maj, "
    "júna/jún/jun, júla/júl/jul, augusta/aug/august, septembra/sep/september, októbra/okt/október, "
    "novembra/nov/november, decembra/dec/december",
    "hu": "január/jan, február/febr, március/márc, április/ápr, május/máj, június/jún, július/júl, "
    "augusztus/aug, szeptember/szept/sze/szep, október/okt, november/nov, december/dec",
    "ro": "ianuarie/ian, februarie/feb, martie/mar, aprilie/apr, mai, iunie/iun, iulie/iul, "
    "august/aug, septembrie/sept/sep, octombrie/oct/okt, noiembrie/nov/noi, decembrie/dec",
    "sv": "januari/jan, februari/feb, mars/mar, april/apr, maj, juni/jun, juli/jul, augusti/aug, "
    "september/sep, oktober/okt, november/nov, december/dec",
    "nb": "januar/jan, februar/feb, mars/mar, april/apr, mai, juni/jun, juli/jul, august/aug, "
    "september/sep, oktober/okt, november/nov, desember/des",
    "nn": "januar/jan, februar/feb, mars/mar, april/apr, mai, juni/jun, juli/jul, august/aug, "
    "september/sep, oktober/okt, november/nov, desember/des",
    "da": "januar/jan, februar/feb, marts/mar, april/apr, maj, juni/jun, juli/jul, august/aug, "
    "september/sep, oktober/okt, november/nov, december/dec",
    "fi": "tammikuuta/tammi/tammikuu, helmikuuta/helmi/helmikuu, maaliskuuta/maalis/maaliskuu, "
    "huhtikuuta/huhti/huhtikuu, toukokuuta/touko/toukokuu, kesäkuuta/kesä/kesäkuu, "
    "heinäkuuta/heinä/heinäkuu, elokuuta/elo/elokuu, syyskuuta/syys/syyskuu, lokakuuta/loka/lokakuu, "
    "marraskuuta/marras/marraskuu, joulukuuta/joulu/joulukuu",
    "is": "janúar/jan, febrúar/feb, mars, apríl/apr, maí, júní/jún, júlí/júl, ágúst/ágú, september/sep, "
    "október/okt, nóvember/nóv, desember/des",
    "et": "jaanuar/jaan/jan, veebruar/veebr/feb, märts/mar, aprill/apr, mai, juuni, juuli, august/aug, "
    "september/sept, oktoober/okt, november/nov, detsember/dets",
    "lv": "janvāris/janv, februāris/febr, marts/mar, aprīlis/apr, maijs, jūnijs/jūn, jūlijs/jūl, "
    "augusts/aug, septembris/sept, oktobris/okt, novembris/nov, decembris/dec",
    "lt": "sausio/saus/sausis, vasario/vas/vasaris, kovo/kov/kovas, balandžio/bal/balandis, gegužės/geg/gegužė, "
    "birželio/birž/birželis, liepos/liep/liepa, rugpjūčio/rugp/rugpjūtis, rugsėjo/rugs/rugsėjis, "
    "spalio/spal/spalis, lapkričio/lapkr/lapkritis, gruodžio/gruod/gruodis",
    "tr": "ocak/oca, şubat/şub, mart/mar, nisan/nis/apr, mayıs/may, haziran/haz, temmuz/tem, ağustos/ağu, "
    "eylül/eyl, ekim/eki/okt, kasım/kas, aralık/ara",
    "az": "yanvar/yan, fevral/fev, mart/mar, aprel/apr, may, iyun/iyn, iyul/iyl, avqust/avq, sentyabr/sen, "
    "oktyabr/okt, noyabr/noy, dekabr/dek",
    "el": "ιανουαρίου/ιαν/ιανουάριος, φεβρουαρίου/φεβ/φεβρουάριος, μαρτίου/μαρ/μάρτιος/μάρ, "
    "απριλίου/απρ/απρίλιος, μαΐου/μαΐ/μάιος/μάι/μαι, ιουνίου/ιουν/ιούνιος/ιούν, "
    "ιουλίου/ιουλ/ιούλιος/ιούλ, αυγούστου/αυγ/αύγουστος/αύγ, σεπτεμβρίου/σεπ/σεπτέμβριος, "
    "οκτωβρίου/οκτ/οκτώβριος, νοεμβρίου/νοε/νοέμβριος/νοέ, δεκεμβρίου/δεκ/δεκέμβριος",
    "sq": "janar/jan, shkurt/shk, mars/mar, prill/pri, maj, qershor/qer, korrik/korr, gusht/gush, "
    "shtator/sht, tetor/tet, nëntor/nën, dhjetor/dhj",
    "ar": "يناير/كانون_الثاني/جانفي, فبراير/شباط/فيفري, مارس/آذار, أبريل/نيسان/أفريل, مايو/أيار/ماي, "
    "يونيو/حزيران/جوان, يوليو/تموز/جويلية/يوليوز, أغسطس/آب/أوت/غشت, سبتمبر/أيلول/شتنبر, "
    "أكتوبر/تشرين_الأول, نوفمبر/تشرين_الثاني/نونبر, ديسمبر/كانون_الأول/دجنبر",
    "fa": "ژانویهٔ/ژانویه, فوریهٔ/فوریه, مارس, آوریل/آپریل, مهٔ/مه/می, ژوئن/جون, ژوئیهٔ/ژوئیه/جولای, "
    "اوت/آگوست/اگوست, سپتامبر, اکتبر, نوامبر, دسامبر",
    "he": "ינואר/ינו, פברואר/פבר, מרץ, אפריל/אפר, מאי, יוני, יולי, אוגוסט/אוג, ספטמבר/ספט, אוקטובר/אוק, "
    "נובמבר/נוב, דצמבר/דצמ",
    "hi": "जनवरी/जन, फ़रवरी/फ़र, मार्च, अप्रैल, मई, जून, जुलाई/जुल, अगस्त/अग, सितंबर/सित, अक्टूबर/अक्टू, नवंबर/नव, दिसंबर/दिस",
    "bn": "জানুয়ারী/জানু, ফেব্রুয়ারী/ফেব, মার্চ, এপ্রিল/এপ্রি, মে, জুন, জুলাই/জুল, আগস্ট/আগ, সেপ্টেম্বর/সেপ, "
    "অক্টোবর/অক্টো, নভেম্বর/নভে, ডিসেম্বর/ডিসে",
    "th": "มกราคม/ม.ค, กุมภาพันธ์/ก.พ, มีนาคม/มี.ค, เมษายน/เม.ย, พฤษภาคม/พ.ค, มิถุนายน/มิ.ย, กรกฎาคม/ก.ค, "
    "สิงหาคม/ส.ค, กันยายน/ก.ย, ตุลาคม/ต.ค, พฤศจิกายน/พ.ย, ธันวาคม/ธ.ค",
    "id": "januari/jan, februari/feb/pebruari, maret/mar, april/apr, mei, juni/jun, juli/jul, "
    "agustus/agu/agt/ags, september/sep, oktober/okt, november/nov/nop/nopember, desember/des",
    "ms": "januari/jan, februari/feb, mac/mar, april/apr, mei, jun, julai/jul, ogos/ogo, september/sep, "
    "oktober/okt, november/nov, disember/dis",
    "fil": "enero/ene, pebrero/peb, marso/mar, abril/abr, mayo, hunyo/hun, hulyo/hul, agosto/ago, "
    "setyembre/set, oktubre/okt, nobyembre/nob, disyembre/dis",
    "ka": "იანვარი/იან, თებერვალი/თებ, მარტი/მარ, აპრილი/აპრ, მაისი/მაი, ივნისი/ივნ, ივლისი/ივლ, აგვისტო/აგვ, "
    "სექტემბერი/სექ, ოქტომბერი/ოქტ, ნოემბერი/ნოე, დეკემბერი/დეკ",
    "hy": "հունվարի/հնվ/հունվար, փետրվարի/փտվ/փետրվար, մարտի/մրտ/մարտ, ապրիլի/ապր/ապրիլ, մայիսի/մյս/մայիս, "
    "հունիսի/հնս/հունիս, հուլիսի/հլս/հուլիս, օգոստոսի/օգս/օգոստոս, սեպտեմբերի/սեպ/սեպտեմբեր, "
    "հոկտեմբերի/հոկ/հոկտեմբեր, նոյեմբերի/նոյ/նոյեմբեր, դեկտեմբերի/դեկ/դեկտեմբեր",
    "kk": "қаңтар/қаң, ақпан/ақп, наурыз/нау, сәуір/сәу, мамыр/мам, маусым/мау, шілде/шіл, тамыз/там, "
    "қыркүйек/қыр, қазан/қаз, қараша/қар, желтоқсан/жел",
    "uz": "yanvar/yan, fevral/fev, mart/mar, aprel/apr, may, iyun/iyn, iyul/iyl, avgust/avg, sentabr/sen, "
    "oktabr/okt, noyabr/noy, dekabr/dek",
    "af": "januarie/jan, februarie/feb, maart/mrt, april/apr, mei, junie/jun, julie/jul, augustus/aug, "
    "september/sep, oktober/okt, november/nov, desember/des",
    "eo": "januaro/jan, februaro/feb, marto/mar, aprilo/apr, majo/maj, junio/jun, julio/jul, aŭgusto/aŭg, "
    "septembro/sep, oktobro/okt, novembro/nov, decembro/dec",
}

JALALI = "فروردین, اردیبهشت, خرداد, تیر, مرداد/امرداد, شهریور, مهر, آبان, آذر, دی, بهمن, اسفند"
"""The months of the Persian solar calendar, in order."""

RISKY = (
    "may mar mart march set sept out ion med gen ago mai maj maja sty lip sie led pro bal lis dub ott giu mac ogo "
    "mag lug oca ara tem sen kol tra svi elo helmi touko ian mei ene loka vel abe dis pri sht ira aza eka ots api "
    "uzt бер лист сен мар май مه می دی مهر تیر آذر آب"
)
"""Names of months that are words of their own in some language: without a year they need more to be believed."""
