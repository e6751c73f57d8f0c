"""The network of people: measures of a graph that SQL cannot take, over frames of ties."""
