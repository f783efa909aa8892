package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/results"
)

// dropoutPicture shows training beside test errors, by method.
func dropoutPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "dropout", Title: "Dropout and its rivals, on the training sample and on new ones", Across: 2,
		Caption: "Mean squared errors as shares of that of the best constant, with 95% intervals; dashed is the noise, which " +
			"nothing can go below on new samples. Above: a network of 32 hidden units that learns from m samples " +
			"what teachers say that look at k of its inputs. Below: a linear model that learns from m samples weights of which k are not zero. All strengths are chosen by validation.",
	}
	methods, names := dropoutMethods, []string{"none", "early stop", "L2", "dropout", "L1"}
	learners, called := dropoutLearners, []string{"none", "ridge", "dropout", "Lasso"}
	f.Panels = []results.Panel{
		dumberBars("network", data, dropoutSparse, methods, names),
		dumberBars("network", data, dropoutDense, methods, names),
		dumberBars("linear", data, dropoutFewSparse, learners, called),
		dumberBars("linear", data, dropoutFewDense, learners, called),
	}
	return f, nil
}

// dropoutBackPicture shows how masks average to a ridge penalty, and what adding back does.
func dropoutBackPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "back", Title: "Dropped at random, a ridge penalty on average", Across: 2,
		Caption: "Left: distance of the least-squares fit to R masked copies of the sample, dropout as it is carried out, " +
			"from the closed form of ridge regression with column lengths, over its length; dashed falls as 1/sqrt R. " +
			"Right: error on new samples of a linear model with few samples, with the dropped inputs added back and while they are dropped; 1 is the error of a constant.",
	}
	left := results.Panel{Title: "random masks, averaged", X: results.Axis{Label: "masks R", Log: true}, Y: results.Axis{Label: "relative distance from the closed form", Log: true}}
	right := results.Panel{Title: "adding back", X: results.Axis{Label: "share of the inputs dropped"}, Y: results.Axis{Label: "test error, constant = 1"}}
	back, while := results.Series{Name: "all inputs back", Shape: results.LineDots}, results.Series{Name: "while dropped", Shape: results.LineDots}
	guide := results.Series{Name: "1/sqrt R", Shape: results.Dashed}
	for _, g := range measuredBy(data, "dropping", anyCell).Where(func(c experiments.Cell) bool { return c.M < c.N }) {
		dropped := g.Cell.Lambda / (1 + g.Cell.Lambda)
		s := results.Series{Name: itoa(int(math.Round(100*dropped))) + "% dropped", Shape: results.LineDots}
		for _, masks := range dropoutMasks {
			dumberDot(&s, float64(masks), values(g, factOf(dropoutApart(masks))))
		}
		left.Series = append(left.Series, s)
		dumberDot(&back, dropped, values(g, factOf("test")))
		dumberDot(&while, dropped, values(g, factOf("while")))
		if n := len(s.Points); n > 1 {
			last := s.Points[n-1]
			guide.Points = []results.Point{{X: s.Points[0].X, Y: last.Y * math.Sqrt(last.X/s.Points[0].X)}, {X: last.X, Y: last.Y}}
		}
	}
	left.Series = append(left.Series, guide)
	right.Series = []results.Series{back, while}
	f.Panels = []results.Panel{left, right}
	return f, nil
}
