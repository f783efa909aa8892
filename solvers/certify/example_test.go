package certify_test

import (
	"context"
	"fmt"
	"log"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/homotopy"

	"gonum.org/v1/gonum/mat"
)

// The line through the points (10, 5): the square touches it at a tip.
func Example() {
	a := solvers.From(mat.NewDense(1, 2, []float64{10, 1})) // any gonum mat.Matrix
	p := solvers.Problem{A: a, B: []float64{5}, P: 1}       // min |x|_1 subject to A x = b
	sol, err := solvers.Solve(context.Background(), new(homotopy.Solver), p)
	if err != nil {
		log.Fatal(err)
	}
	cert := new(certify.Referee).Certify(context.Background(), p, sol)
	fmt.Println(sol.X, cert.Kind, "unique:", cert.Unique, "dimension:", cert.Contact.Dim)
	// Output: [0.5 0] optimal unique: true dimension: 0
}
