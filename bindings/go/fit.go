package fos

// #include "bridge.h"
import "C"

// Characters are those that a filing takes.
type Characters string

// Sets of characters.
const (
	CharactersAny   Characters = "any"   // all of Unicode; what an empty one means
	CharactersLatin Characters = "latin" // Latin letters with their marks, digits, punctuation, signs of currencies
	CharactersASCII Characters = "ascii" // ISO 646
)

// FitLimit is what a filing takes at one place of the data set.
type FitLimit struct {
	Place      string     // "consignment.items.description"
	Format     string     // "an..35"; empty: that of the element table
	Characters Characters // for texts in words
}

// FitChange is one value that was changed, or that does not fit.
type FitChange struct {
	Pointer    string // JSON Pointer
	Element    string // "consignment.items.description"
	Before     string
	After      string     // empty when it was left as it is
	Format     string     // that it had to fit; may be empty
	Characters Characters // that it had to have
	Because    string     // Unfitted: why, in words
	From, To   int        // Shortened: characters before and after

	Normalised     bool // put into Unicode's form C
	Transliterated bool // characters outside the set are written in Latin letters
	Omitted        bool // pictures and signs that no letter stands for are left out
	Shortened      bool // cut behind a word or a grapheme
	Unfitted       bool // it does not fit and was left as it is
}

// Fit writes the texts of a request as a filing takes them: composed, in the letters that it has, shortened. Nil limits take the formats of
// the element table at every place. Texts in words (names, addresses, descriptions, remarks) are changed where they must;
// numbers, codes and references are only checked. What does not fit is told as Unfitted and is no failure. To fit to a profile, see
// ConvertOptions.Fit. The error is an *Error: StatusInvalidArgument for a place or format that is none, StatusUnsupported when
// letters must be transliterated and the library was built without ICU.
func Fit(request []byte, limits []FitLimit) ([]byte, []FitChange, error) {
	context, err := base()
	if err != nil {
		return nil, nil, err
	}
	var a arena
	defer a.free()
	first, given := list[C.fos_fit_limit](&a, len(limits))
	for i, limit := range limits {
		characters, err := limit.Characters.inC()
		if err != nil {
			return nil, nil, err
		}
		given[i] = C.fos_fit_limit{place: a.text(limit.Place), format: a.given(limit.Format), characters: characters}
	}
	if a.err != nil {
		return nil, nil, a.err
	}
	failure := newCError()
	fitter := C.fos_fitter_new(context, failure)
	if fitter == nil {
		return nil, nil, errorOf(failure)
	}
	defer C.fos_fitter_free(fitter)
	fitted, err := appended(context, func(out *C.fos_buffer, failure *C.fos_error) C.fos_status {
		return C.fosgo_fit(context, bytesOf(request), C.size_t(len(request)), first, C.size_t(len(given)), fitter, out, failure)
	})
	if err != nil {
		return nil, nil, err
	}
	changes := make([]FitChange, int(C.fos_fitter_change_count(fitter)))
	for i := range changes {
		changes[i] = changeOf(C.fos_fitter_change_at(fitter, C.size_t(i)))
	}
	return fitted, changes, nil
}

var charactersInC = map[Characters]C.fos_characters{
	"": C.FOS_CHARACTERS_ANY, CharactersAny: C.FOS_CHARACTERS_ANY, CharactersLatin: C.FOS_CHARACTERS_LATIN, CharactersASCII: C.FOS_CHARACTERS_ASCII,
}

func (c Characters) inC() (C.fos_characters, error) {
	if in, known := charactersInC[c]; known {
		return in, nil
	}
	return 0, newError(StatusInvalidArgument, "%q is no set of characters, expected any, latin or ascii", cut(string(c)))
}

func changeOf(change *C.fos_fit_change) FitChange {
	characters := CharactersAny
	switch change.characters {
	case C.FOS_CHARACTERS_LATIN:
		characters = CharactersLatin
	case C.FOS_CHARACTERS_ASCII:
		characters = CharactersASCII
	}
	return FitChange{
		Pointer: goText(change.pointer), Element: goText(change.element), Before: goText(change.before), After: goText(change.after),
		Format: goText(change.format), Characters: characters, Because: goText(change.because),
		From: int(change.from), To: int(change.to),
		Normalised: change.what&C.FOS_FIT_NORMALISED != 0, Transliterated: change.what&C.FOS_FIT_TRANSLITERATED != 0,
		Omitted: change.what&C.FOS_FIT_OMITTED != 0, Shortened: change.what&C.FOS_FIT_SHORTENED != 0,
		Unfitted: change.what&C.FOS_FIT_UNFITTED != 0,
	}
}
