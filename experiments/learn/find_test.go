package learn_test

import (
	"errors"
	"strings"
	"testing"

	"touchpoint/experiments/learn"
	"touchpoint/solvers"
)

func TestUnknownNamesListTheKnown(t *testing.T) {
	for spelling, known := range map[string]string{
		"laso":                "null, least, sparse, subset, ridge, dropout, lasso, half, stagewise, omp, iht, htp, prune",
		"":                    "null, least",
		"lasso:penalti=cv":    "penalty, lambda, size, refit, folds",
		"null:penalty=cv":     "there is none",
		"ridge:size=3":        "penalty, lambda, folds",
		"dropout:penalty=0.5": "keep, folds",
		"lasso:":              "penalty, lambda, size, refit, folds",
	} {
		_, err := learn.Find(spelling)
		var unknown *solvers.UnknownError
		if !errors.As(err, &unknown) || !strings.Contains(err.Error(), known) {
			t.Errorf("%q: %v", spelling, err)
		}
	}
}

func TestOptionsSayWhatTheyTake(t *testing.T) {
	for spelling, says := range map[string]string{
		"lasso:penalty=best":           "cv, 1se, oracle or a positive number",
		"lasso:penalty":                "cv, 1se, oracle or a positive number",
		"lasso:penalty=-1":             "cv, 1se, oracle or a positive number",
		"lasso:penalty=inf":            "cv, 1se, oracle or a positive number",
		"lasso:penalty=k":              "cv, 1se, oracle or a positive number",
		"ridge:penalty=NaN":            "cv, 1se, oracle or a positive number",
		"dropout:keep=1":               "between 0 and 1, exclusive",
		"dropout:keep=0":               "between 0 and 1, exclusive",
		"omp:size=2.5":                 "positive whole number",
		"omp:size=m":                   "positive whole number",
		"lasso:size=cv":                "it takes k or a number",
		"lasso:refit=yes":              "true or false",
		"lasso:penalty=cv:penalty=1se": "given twice",
		"lasso:penalty=cv:size=3":      "penalty and size are both given",
		"lasso:penalty=cv:lambda=3":    "penalty and lambda are both given",
		"ridge:lambda=cv":              "a positive number",
		"half:lambda=2:size=3":         "penalty and size are both given",
		"prune:way=never":              "refit, once or iterate",
		"prune:from=lasso":             "ridge, dropout or least",
		"stagewise:step=2":             "between 0 and 1",
		"ridge:folds=1":                "at least 2",
	} {
		if _, err := learn.Find(spelling); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", spelling, err, says)
		}
	}
}

func TestLearnersSayWhatTheyAre(t *testing.T) {
	for _, l := range learn.Learners() {
		if len(strings.Fields(l.About)) < 4 || strings.ToLower(l.Name) != l.Name || l.Reference == "" && l.Name != "null" {
			t.Errorf("%+v", l)
		}
		if l.Oracle != (l.Name == "subset") {
			t.Errorf("%s: oracle %v", l.Name, l.Oracle)
		}
	}
	for spelling, oracle := range map[string]bool{
		"lasso:penalty=oracle": true, "lasso:penalty=1se": false, "omp:size=k": true, "omp:size=7": false, "omp:size=cv": false, "dropout:keep=oracle": true,
		"dropout:keep=0.5": false, "prune:size=k:way=once": true, "prune": false,
	} {
		if l, err := learn.Find(spelling); err != nil || l.Oracle != oracle || l.Name != spelling {
			t.Errorf("%q: %+v, %v", spelling, l, err)
		}
	}
}
