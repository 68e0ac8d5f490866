//! Words that weigh more, or less, than their length: numbers, negations, and the small words
//! that only hold a sentence together.
//!
//! Frozen: what a minor change may be is judged by these lists for ever (see `bound`).
//!
//! All languages in one list: the language of a desk is not part of the words, and a word taken
//! for a number too often asks for an approval too often, which harms nobody.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_segmentation::UnicodeSegmentation;

type Words = LazyLock<HashSet<&'static str>>;

static NUMBERS: Words = LazyLock::new(|| NUMBER_WORDS.split_ascii_whitespace().collect());
static NEGATIONS: Words = LazyLock::new(|| NEGATION_WORDS.split_ascii_whitespace().collect());
static GLUE: Words = LazyLock::new(|| GLUE_WORDS.split_ascii_whitespace().collect());

const NUMBER_WORDS: &str = "\
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety \
    hundred hundreds thousand thousands million millions billion billions trillion dozen dozens \
    first second third fourth fifth half quarter double triple twice single both pair couple \
    null zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig \
    sechzig siebzig achtzig neunzig hundert tausend million millionen milliarde milliarden dutzend \
    deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente \
    quarante cinquante soixante cent cents mille milliard milliards douzaine dizaine moitié \
    dos tres cuatro cinco seis siete ocho nueve diez doce trece veinte treinta cuarenta cincuenta \
    sesenta setenta ochenta noventa cien ciento mil millón millones docena mitad \
    due tre quattro cinque sei sette otto nove dieci undici dodici venti trenta quaranta cinquanta \
    sessanta settanta ottanta novanta cento duemila milione milioni dozzina metà \
    dois três quatro oito dez vinte trinta quarenta cinquenta sessenta oitenta cem milhão milhões dúzia \
    twee drie vijf zes zeven negen tien elf twaalf twintig dertig veertig vijftig honderd duizend miljoen \
    dwa dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć sto tysiąc tysięcy tysiące milion \
    два дві три чотири п'ять шість сім вісім дев'ять десять сто тисяча тисячі тисяч мільйон мільйонів \
    две четыре пять шесть семь восемь девять тысяча тысячи тысяч миллион миллионов полтора \
    dva dvě tři čtyři pět šest sedm osm devět deset tisíc tisíce milionů \
    två fem sex sju åtta nio tio hundra tusen miljon miljoner fire seks syv otte åtte ni ti hundrede \
    kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen sata tuhat miljoona \
    iki üç dört beş altı yedi sekiz dokuz yirmi yüz bin milyon \
    δύο τρεις τρία τέσσερα πέντε έξι επτά οκτώ εννέα δέκα εκατό χίλια χιλιάδες εκατομμύρια \
    doi două trei patru șase șapte opt nouă zece sută mie mii milioane \
    kettő két három négy öt hat hét nyolc kilenc tíz száz ezer millió";

const NEGATION_WORDS: &str = "\
    not no never none nor neither nobody nothing nowhere without cannot hardly barely except \
    nicht kein keine keinen keinem keiner keines nie niemals niemand nichts ohne weder \
    pas jamais sans aucun aucune ni non rien personne \
    nunca jamás ningún ninguna ninguno nadie nada tampoco sin \
    mai senza nessun nessuno nessuna niente né \
    não nem sem nenhum nenhuma ninguém \
    niet geen nooit zonder niemand niets noch \
    nie bez nigdy żaden żadna żadne nikt nic ani brak \
    не ні немає без ніколи ніхто нічого жоден ни нет никогда никто ничего нельзя \
    ne není nejsou nikdy žádný žádná nikdo \
    inte ej ingen inga inget aldrig utan ikke aldri intet uden uten \
    ei eivät älä ilman koskaan değil yok hiç asla olmadan \
    δεν μην όχι χωρίς ποτέ κανείς κανένα nu fără niciodată nici nimeni nem sem soha nélkül nincs sincs";

const GLUE_WORDS: &str = "\
    a an the of to in on at and is are was were be been by with from as it its that \
    der die das den dem des ein eine einen einem einer und zu zum zur im am an auf von vom mit \
    le la les l un une des du de d à au aux et en que qu \
    el los las una y e al del lo il gli i di da un uno è o os as do da das em ao \
    het een van te op w z na do i o się у в на і з та и с к po v ve s k \
    och att på av er det den et og til på";

/// The text's numbers as they stand: words with digits, and words that say a number.
pub(super) fn numbers(text: &str) -> Vec<String> {
    pick(text, is_number)
}

/// The text's words that turn a sentence into its opposite.
pub(super) fn negations(text: &str) -> Vec<String> {
    pick(text, is_negation)
}

/// Whether a word says a number; one that [`fold`] made.
pub(super) fn is_number(word: &str) -> bool {
    word.contains(char::is_numeric) || NUMBERS.contains(word)
}

/// Whether a word turns a sentence into its opposite; one that [`fold`] made.
pub(super) fn is_negation(word: &str) -> bool {
    NEGATIONS.contains(word) || word.ends_with("n't") || word.starts_with("n'")
}

/// Whether a word only holds a sentence together.
pub(super) fn is_glue(word: &str) -> bool {
    GLUE.contains(fold(word).as_str())
}

/// The word in small letters, with a straight apostrophe.
pub(super) fn fold(word: &str) -> String {
    word.to_lowercase().replace(['’', 'ʼ'], "'")
}

fn pick(text: &str, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    text.unicode_words().map(fold).filter(|word| wanted(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_negations_are_found_whatever_their_letters() {
        assert_eq!(numbers("Seven of 12 and twenty-one"), ["seven", "12", "twenty", "one"]);
        assert_eq!(negations("He didn’t say No. N'est pas."), ["didn't", "no", "n'est", "pas"]);
        assert!(is_glue("The") && !is_glue("allegedly"));
    }

    #[test]
    fn no_small_word_is_a_negation_or_a_number() {
        assert_eq!(GLUE.intersection(&NEGATIONS).collect::<Vec<_>>(), Vec::<&&str>::new());
        assert_eq!(GLUE.intersection(&NUMBERS).collect::<Vec<_>>(), Vec::<&&str>::new());
    }
}
